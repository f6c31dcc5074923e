import { expect } from '@open-wc/testing';

import type { Call, Phone, PhoneError } from '../../src/core.js';
import { MemoryPhones } from '../support/memory-phones.js';
import { decodedFrames, nextRing, play, reaches } from '../support/phones.js';
import { noisyPhoto } from '../support/photos.js';
import { until } from '../support/until.js';

describe('A phone in several calls', () => {
  let phones: MemoryPhones;
  let alice: Phone;
  let bob: Phone;
  let carol: Phone;

  beforeEach(async () => {
    phones = new MemoryPhones();
    [alice, bob, carol] = await Promise.all([
      phones.connect('alice'),
      phones.connect('bob'),
      phones.connect('carol'),
    ]);
  });

  afterEach(() => phones.close());

  async function talk(from: Phone, to: Phone): Promise<{ caller: Call; callee: Call }> {
    const rings = nextRing(to);
    const caller = await from.dial(to.number);
    const callee = await rings;
    await callee.accept();
    await Promise.all([reaches(caller, 'active'), reaches(callee, 'active')]);
    return { caller, callee };
  }

  it('dials a second number, and sees and hears both', async () => {
    const { caller: first } = await talk(alice, bob);
    const { caller: second } = await talk(alice, carol);
    const videos = [play(first), play(second)];

    for (const call of [first, second])
      await until(`${call.number} is seen`, async () => (await decodedFrames(call)) > 2);
    expect(alice.calls).to.deep.equal([first, second]);
    expect(alice.call).to.equal(second);
    for (const video of videos) video.srcObject = null;
  });

  it('is about the other call when the one in front has ended', async () => {
    const { caller: first } = await talk(alice, bob);
    const { caller: second } = await talk(alice, carol);

    await second.hangUp();

    expect(alice.call).to.equal(first);
    expect(alice.calls).to.deep.equal([first]);
  });

  it('refuses one call more than it may be in, and keeps those it has', async () => {
    alice.maxCalls = 1;
    const { caller } = await talk(alice, bob);

    const error = await alice.dial('carol').catch((reason: unknown) => reason);

    expect(error).to.have.property('code', 'too-many-calls');
    expect(alice.calls).to.deep.equal([caller]);
    expect(carol.calls).to.be.empty;
  });

  it('may be in eight where nobody says otherwise', async () => {
    const dialled = Array.from({ length: 8 }, (_, n) => alice.dial(`somebody-${n}`));
    const calls = await Promise.all(dialled);

    const ninth = await alice.dial('carol').catch(({ code }: PhoneError) => code);

    expect(ninth === 'too-many-calls').to.equal(true);
    expect(alice.calls.map(({ id }) => id)).to.have.members(calls.map(({ id }) => id));
  });

  it('does not dial somebody twice', async () => {
    await talk(alice, bob);
    const error = await alice.dial('bob').catch((reason: unknown) => reason);
    expect(error).to.have.property('code', 'bad-state');
  });

  it('is busy to a second caller, and lets one ring where call waiting is wanted', async () => {
    await talk(alice, bob);
    const refused = await carol.dial('alice');
    await reaches(refused, 'ended');
    expect(refused.state).to.include({ reason: 'busy' });

    alice.callWaiting = true;
    const rings = nextRing(alice);
    const waiting = await carol.dial('alice');
    const call = await rings;
    await reaches(waiting, 'ringing');

    expect(call.state.phase).to.equal('incoming');
    expect(alice.call?.number, 'the call in front').to.equal('bob');
  });

  it('holds one call while it talks in the other, which both sides see, and swaps them', async () => {
    alice.callWaiting = true;
    const { caller: toBob, callee: bobs } = await talk(alice, bob);
    const rings = nextRing(alice);
    const carols = await carol.dial('alice');
    const toCarol = await rings;

    await toCarol.accept();
    await alice.switchTo(toCarol);
    await reaches(carols, 'active');

    await until('bob sees that he waits', () => bobs.remoteMedia.held === true);
    expect(toBob.held).to.be.true;
    expect(bobs.remoteMedia).to.include({ audio: false, video: false });
    expect(senders(bobs), 'what bob sends to nobody').to.deep.equal([]);
    expect(alice.call).to.equal(toCarol);

    await alice.switchTo(toBob);

    await until('bob talks again', () => bobs.remoteMedia.audio && !bobs.remoteMedia.held);
    await until('carol waits', () => carols.remoteMedia.held === true);
    expect(alice.call).to.equal(toBob);
    const video = play(bobs);
    const before = await decodedFrames(bobs);
    await until('bob sees alice again', async () => (await decodedFrames(bobs)) > before + 2);
    video.srcObject = null;
  });

  it('puts the camera out while its only call is on hold, and on again', async () => {
    const { caller } = await talk(alice, bob);
    await caller.hold();
    expect(alice.media.camera.status).to.equal('off');
    expect(alice.media.microphone.status).to.equal('on');

    await caller.resume();
    expect(alice.media.camera.status).to.equal('on');
  });

  it('sends JSON and a photo to all of them, and tells when there is nobody', async () => {
    const [to, photo] = [[] as string[], await noisyPhoto(320, 240)];
    for (const callee of [(await talk(alice, bob)).callee, (await talk(alice, carol)).callee]) {
      const note = (what: string) => to.push(`${callee.id === alice.calls[0]?.id ? 'bob' : 'carol'} ${what}`);
      callee.addEventListener('message', ({ data }) => note(String(data)));
      callee.addEventListener('photo', ({ detail }) => note(`${detail.size === photo.size}`));
    }
    const progress: number[] = [];

    expect(await alice.send(alice.calls, 0)).to.equal('delivered');
    await alice.sendPhoto(alice.calls, photo, { onProgress: (sent) => progress.push(sent) });

    await until('both have both', () => to.length === 4);
    expect(to.toSorted()).to.deep.equal(['bob 0', 'bob true', 'carol 0', 'carol true']);
    expect(progress.at(-1)).to.equal(2 * photo.size);
    await alice.hangUp();
    for (const nobody of [alice.send(alice.calls, 0), alice.sendPhoto(alice.calls, photo)]) {
      expect(await nobody.catch((reason: unknown) => reason)).to.have.property('code', 'bad-state');
    }
  });

  it('hangs up on all', async () => {
    const { callee: first } = await talk(alice, bob);
    const { callee: second } = await talk(alice, carol);
    await alice.hangUp();
    await Promise.all([reaches(first, 'ended'), reaches(second, 'ended')]);
    expect(alice.calls).to.be.empty;
    expect(alice.media.stream.getTracks()).to.be.empty;
  });
});

/** The kinds of the tracks that a call has on its senders. */
function senders({ peerConnection }: Call): readonly string[] {
  return (peerConnection?.getSenders() ?? []).flatMap(({ track }) => track?.kind ?? []);
}
