import { expect } from '@open-wc/testing';

import { Mailbox } from '../../src/signaling/mailbox.js';
import { plainProtocol } from '../../src/signaling/websocket/relay-protocol.js';
import {
  WebSocketSignaling,
  type WebSocketOptions,
} from '../../src/signaling/websocket/websocket-signaling.js';
import { FakeClock } from '../support/fake-clock.js';
import { upTo } from '../support/mailboxes.js';
import { OwnRelay } from '../support/signaling-servers.js';
import { until } from '../support/until.js';

describe('WebSocketSignaling', () => {
  const open: { close(): void }[] = [];
  let clock: FakeClock | undefined;

  afterEach(() => {
    clock?.restore();
    clock = undefined;
    for (const each of open.splice(0)) each.close();
  });

  function makeUser(relay: OwnRelay, number: string, options: Partial<WebSocketOptions> = {}) {
    const signaling = new WebSocketSignaling({ number, url: relay.url, ...options });
    const mailbox = new Mailbox({ number, signaling, log: () => {} });
    const heard: unknown[] = [];
    const phases: string[] = [];
    mailbox.addEventListener('letter', ({ detail: { message } }) =>
      heard.push('data' in message && message.data),
    );
    signaling.addEventListener('statechange', () => phases.push(signaling.state.phase));
    open.push(mailbox, signaling);
    let said = 0;
    return {
      signaling,
      heard,
      phases,
      async say(to: string) {
        said += 1;
        await mailbox.send(to, 'call-0001', { type: 'data', n: said, data: said });
      },
    };
  }

  async function connect(relay: OwnRelay, number: string) {
    const user = makeUser(relay, number);
    await user.signaling.connect();
    return user;
  }

  const is = (user: ReturnType<typeof makeUser>, phase: string) =>
    until(`it is ${phase}`, () => user.signaling.state.phase === phase);

  it('hears everything once and in order while its connections break again and again', async () => {
    const relay = await OwnRelay.start();
    const [alice, bob] = [await connect(relay, 'alice'), await connect(relay, 'bob')];

    for (const n of upTo(5)) {
      const said = [alice.say('bob'), alice.say('bob')];
      await relay.cut();
      await Promise.all(said);
      await until(`all ${2 * n} are there`, () => bob.heard.length >= 2 * n);
    }

    expect(bob.heard).to.deep.equal(upTo(10));
  });

  it('goes on with a relay that has forgotten everything', async () => {
    const relay = await OwnRelay.start();
    const [alice, bob] = [await connect(relay, 'alice'), await connect(relay, 'bob')];
    await alice.say('bob');
    await until('it is there', () => bob.heard.length === 1);

    await relay.restart();
    await alice.say('bob');
    await relay.cut();
    await alice.say('bob');

    await until('all are there', () => bob.heard.length === 3);
    expect(bob.heard).to.deep.equal(upTo(3));
  });

  it('notices within three seconds in a call that the relay is silent', async () => {
    const relay = await OwnRelay.start();
    const [alice, bob] = [await connect(relay, 'alice'), await connect(relay, 'bob')];
    for (const { signaling } of [alice, bob]) signaling.attend(true);
    await relay.mute(true);
    const since = performance.now();
    const said = alice.say('bob');

    await Promise.all([is(alice, 'reconnecting'), is(bob, 'reconnecting')]);
    expect(performance.now() - since).to.be.lessThan(3_200);
    await relay.mute(false);

    await said;
    await until('it is heard', () => bob.heard.length === 1);
    await is(bob, 'ready');
  });

  it('notices otherwise 35 seconds after the last word', async () => {
    const relay = await OwnRelay.start();
    clock = new FakeClock();
    const bob = await connect(relay, 'bob');
    await relay.mute(true);

    clock.advance(30_000);
    clock.advance(4_999);
    expect(bob.signaling.state.phase).to.equal('ready');
    clock.advance(1);

    await is(bob, 'reconnecting');
  });

  it('is refused without the right token, asks for one, and goes on with it', async () => {
    const relay = await OwnRelay.start('open sesame');
    const alice = makeUser(relay, 'alice', { token: 'let me in' });
    const asked: boolean[] = [];
    alice.signaling.addEventListener('tokenexpiring', ({ detail: { refused } }) => asked.push(refused));

    const error = await alice.signaling.connect().catch((reason: unknown) => reason);
    alice.signaling.setToken('open sesame');
    await is(alice, 'ready');

    expect(error).to.have.property('code', 'forbidden');
    expect(asked).to.deep.equal([true]);
    expect(alice.phases).to.deep.equal(['connecting', 'failed', 'connecting', 'ready']);
  });

  it('tries again for as long as there is no relay', async () => {
    const signaling = new WebSocketSignaling({ number: 'alice', url: 'ws://127.0.0.1:9' });
    open.push(signaling);

    const connected = signaling.connect().catch((error: unknown) => error);
    await until('it has tried', () => 'attempt' in signaling.state && signaling.state.attempt > 1);
    const { state } = signaling;
    signaling.close();

    expect('retryAt' in state && state.retryAt - Date.now()).to.be.within(-1_000, 1_000);
    expect(await connected).to.have.property('code', 'bad-state');
  });

  it('refuses what is no address of a relay', () => {
    for (const url of ['ftp://example.com', 'http://', 'ws:']) {
      expect(() => new WebSocketSignaling({ number: 'alice', url }), url)
        .to.throw()
        .with.property('code', 'bad-option');
    }
  });
});

describe('plainProtocol', () => {
  it('takes no frame for what it is not', () => {
    const junk = [
      null,
      7,
      'hello',
      [],
      {},
      { from: 7 },
      { from: 'a' },
      { from: 'a', n: '1', age: 0 },
      { ack: '1' },
    ];

    for (const frame of junk) expect(plainProtocol.read(frame)).to.equal(undefined);
  });

  it('knows no groups where the relay has no words for them', () => {
    const { enter: _enter, leave: _leave, ...frames } = plainProtocol;
    const signaling = new WebSocketSignaling({ number: 'alice', url: 'ws://127.0.0.1:1', protocol: frames });

    expect(signaling.group).to.equal(undefined);
    signaling.close();
  });

  it('takes for a roster only what is one', () => {
    const read = (frame: object) => plainProtocol.read(frame);

    expect(
      read({ group: 'room:a', members: [{ number: 'bob', about: {} }, null, 7, {}, { number: 7 }] }),
    ).to.deep.equal({
      type: 'roster',
      group: 'room:a',
      members: [{ number: 'bob', about: {} }],
    });
    for (const frame of [{ group: 'room:a' }, { group: 7, members: [] }, { group: 'room:a', members: {} }]) {
      expect(read(frame)).to.equal(undefined);
    }
  });
});
