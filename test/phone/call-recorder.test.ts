import { expect } from '@open-wc/testing';

import type { CallRecord } from '../../src/archive/call-history.js';
import type { LogEntry } from '../../src/base/log.js';
import type { Call } from '../../src/call/call.js';
import { CallRecorder } from '../../src/phone/call-recorder.js';
import type { Phone } from '../../src/phone/phone.js';
import type { Letter } from '../../src/signaling/inbox.js';
import { closeArchives, freshOwner, makeArchive, nextChange } from '../support/archive.js';
import {
  asPhone,
  makeCall as makeFakeCall,
  makePhone as makeFakePhone,
  type FakeCall,
} from '../support/fake-phone.js';
import { closePhones, makePair, nextRing, reaches } from '../support/phones.js';

const VOICE = { audio: true, video: false };

/** Writes down the calls of a phone. */
function record(phone: Phone) {
  const { calls: history } = makeArchive(phone.number);
  const log: LogEntry[] = [];
  const recorder = new CallRecorder({ history, log: (entry) => log.push(entry) });
  const life = new AbortController();
  recorder.follow(phone, life.signal);
  return { history, recorder, log, life };
}

async function onlyRecord(history: ReturnType<typeof record>['history']): Promise<CallRecord> {
  const [call, ...others] = await history.list();
  expect(others).to.deep.equal([]);
  if (!call) throw new Error('No call was written down.');
  return call;
}

describe('CallRecorder', () => {
  afterEach(() => {
    closePhones();
    closeArchives();
  });

  async function ring() {
    const { alice, bob } = await makePair('local');
    const [ours, theirs] = [record(alice), record(bob)];
    const rings = nextRing(bob);
    const from = Date.now();
    const caller = await alice.dial(bob.number, VOICE);
    return { alice, bob, ours: ours.history, theirs: theirs.history, caller, callee: await rings, from };
  }

  it('writes down a call on both sides: with whom, when, how long, and how it ended', async () => {
    const { alice, bob, ours, theirs, caller, callee, from } = await ring();
    await callee.accept();
    await Promise.all([reaches(caller, 'active'), reaches(callee, 'active')]);
    const written = Promise.all([nextChange(ours), nextChange(theirs)]);

    await caller.hangUp();

    await written;
    const { state } = caller;
    const { startedAt, answeredAt, ...kept } = await onlyRecord(ours);
    expect(kept).to.deep.equal({
      id: caller.id,
      number: bob.number,
      direction: 'outgoing',
      purpose: 'talk',
      since: 'since' in state && state.since,
      endedAt: 'at' in state && state.at,
      reason: 'hung-up',
      by: 'local',
      missed: false,
      seen: true,
      ...VOICE,
    });
    expect(startedAt).to.be.within(from, answeredAt ?? 0);
    expect(answeredAt).to.be.within(startedAt, kept.since ?? 0);
    expect(await onlyRecord(theirs)).to.include({
      number: alice.number,
      direction: 'incoming',
      by: 'remote',
    });
  });

  it('has a missed call where the caller gave up, and none where the person declined', async () => {
    const first = await ring();
    const missed = Promise.all([nextChange(first.ours), nextChange(first.theirs)]);
    await first.caller.hangUp();
    await missed;

    const second = await ring();
    const declined = nextChange(second.theirs);
    await second.callee.reject();
    await declined;

    const at = { reason: 'cancelled', seen: false, missed: true };
    expect(await onlyRecord(first.theirs))
      .to.include(at)
      .and.not.to.have.any.keys('answeredAt', 'since');
    expect(await onlyRecord(first.ours)).to.include({ ...at, seen: true, missed: false });
    expect(await first.theirs.countMissed()).to.equal(1);
    expect(await onlyRecord(second.theirs)).to.include({ reason: 'declined', missed: false });
  });

  it('writes down the calls that a page is in when it is closed', async () => {
    const { ours, theirs, caller, callee } = await ring();
    await callee.accept();
    await Promise.all([reaches(caller, 'active'), reaches(callee, 'active')]);
    const written = Promise.all([nextChange(ours), nextChange(theirs)]);

    window.dispatchEvent(new PageTransitionEvent('pagehide'));

    await written;
    expect(await onlyRecord(ours)).to.include({ reason: 'left', by: 'local' });
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
  });

  it('writes down the calls of a phone that is closed', async () => {
    const { alice, ours } = await ring();
    const written = nextChange(ours);

    alice.close();

    await written;
    expect(await onlyRecord(ours)).to.include({ reason: 'cancelled', by: 'local' });
  });

  /** A phone with one call that the test ends. */
  function fake(changes: Partial<FakeCall> & Partial<Pick<Call, 'purpose' | 'starting' | 'answeredAt'>>) {
    const phone = Object.assign(makeFakePhone(), { number: freshOwner() });
    const recorded = record(asPhone(phone));
    const call = Object.assign(
      makeFakeCall({ number: 'bob' }),
      { purpose: 'talk', starting: false },
      changes,
    );
    phone.begin(call);
    return { phone, call, ...recorded };
  }

  it('counts as missed what a person of this number neither took nor refused', async () => {
    const ends = {
      'no-answer': true,
      left: true,
      busy: true,
      failed: true,
      declined: false,
      elsewhere: false,
    };
    for (const reason of ['no-answer', 'left', 'busy', 'failed', 'declined', 'elsewhere'] as const) {
      const missed = ends[reason];
      const { call, history } = fake({ direction: 'incoming', state: { phase: 'incoming' } });
      const written = nextChange(history);
      call.become({ phase: 'ended', reason, by: 'remote', at: 5 });
      await written;

      expect(await onlyRecord(history), reason).to.include({ reason, missed, seen: !missed });
    }
  });

  it('corrects itself when the other side had a better reason', async () => {
    const { call, history } = fake({});
    call.become({ phase: 'ended', reason: 'no-answer', by: 'local', at: 5 });
    const written = nextChange(history).then(() => nextChange(history));

    call.become({ phase: 'ended', reason: 'declined', by: 'remote', at: 5 });

    await written;
    expect(await onlyRecord(history)).to.include({ reason: 'declined', by: 'remote' });
  });

  const noise: Readonly<Record<string, Parameters<typeof fake>[0]>> = {
    'a viewer of a broadcast': { purpose: 'broadcast', direction: 'incoming', answeredAt: 3 },
    'a try to watch one': { purpose: 'broadcast' },
    'a try to reach somebody in a room': { purpose: 'room' },
    'a call that dial() could not make': { starting: true },
  };
  for (const [what, changes] of Object.entries(noise)) {
    it(`does not write down ${what}`, async () => {
      const { phone, call, history } = fake(changes);
      call.become({ phase: 'ended', reason: 'failed', by: 'local', at: 5 });
      const written = nextChange(history);

      const next = Object.assign(makeFakeCall({ number: 'anna' }), { purpose: 'talk', starting: false });
      phone.begin(next);
      next.become({ phase: 'ended', reason: 'cancelled', by: 'local', at: 6 });

      await written;
      expect(await onlyRecord(history)).to.include({ number: 'anna' });
    });
  }

  it('writes down who was in a room, once they could talk', async () => {
    const { call, history } = fake({ purpose: 'room', answeredAt: 3 });
    const written = nextChange(history);

    call.become({ phase: 'ended', reason: 'left', by: 'remote', at: 9, since: 4 });

    await written;
    expect(await onlyRecord(history)).to.include({ purpose: 'room', since: 4, endedAt: 9 });
  });

  it('follows no new calls when its phone is over, and still ends those it knows', async () => {
    const { phone, call, life, history } = fake({});
    life.abort();
    const written = nextChange(history);

    phone.begin(Object.assign(makeFakeCall({ number: 'anna' }), { purpose: 'talk' }));
    phone.call?.become({ phase: 'ended', reason: 'cancelled', by: 'local', at: 5 });
    call.become({ phase: 'ended', reason: 'hung-up', by: 'local', at: 6 });

    await written;
    expect(await onlyRecord(history)).to.include({ number: 'bob' });
  });

  it('tells its log, and no call, what could not be written', async () => {
    const { call, history, log } = fake({});
    history.record = () => Promise.reject(new Error('The disk is full.'));

    call.become({ phase: 'ended', reason: 'hung-up', by: 'local', at: 6 });
    await Promise.resolve();
    await Promise.resolve();

    expect(log.map(({ level, event }) => ({ level, event }))).to.deep.equal([
      { level: 'warn', event: 'call-not-recorded' },
    ]);
  });

  it('writes down a ring that came while the person was busy', async () => {
    const { recorder, history } = fake({});
    const written = nextChange(history);

    recorder.recordBusy({ id: 'ring', number: 'anna', at: 7, ...VOICE });

    await written;
    expect(await onlyRecord(history)).to.include({
      id: 'ring',
      number: 'anna',
      startedAt: 7,
      reason: 'busy',
      missed: true,
      seen: false,
      ...VOICE,
    });
  });

  it('finds what was missed in the letters of an offline time: who, when and why, each once', async () => {
    const { recorder, history } = fake({});
    const letter = (call: string, message: Letter['message'], ageMs = 0): Letter => {
      return { from: 'anna', device: 'device', call, seq: 0, ageMs, message };
    };
    const now = Date.now();
    const letters = [
      letter('call-1', { type: 'bye', reason: 'cancelled' }, 3_600_000),
      letter('call-2', { type: 'bye', reason: 'no-answer' }),
      letter('call-3', { type: 'bye', reason: 'unreachable' }),
      letter('call-4', { type: 'bye', reason: 'hung-up' }),
      letter('call-5', { type: 'note', data: 'hello' }),
    ];

    recorder.recordRecalled(letters);
    for (let count = 0; count < 3; count += 1) await nextChange(history);
    await history.delete('call-3');
    recorder.recordRecalled(letters);
    await nextChange(history);

    const calls = await history.list();
    expect(calls.map(({ id }) => id)).to.have.members(['call-1', 'call-2', 'call-3']);
    expect(calls.at(-1)).to.include({ id: 'call-1', number: 'anna', reason: 'cancelled', missed: true });
    expect(calls.at(-1)?.startedAt).to.be.closeTo(now - 3_600_000, 2_000);
    expect(await history.countMissed()).to.equal(3);
  });
});
