import { expect } from '@open-wc/testing';

import { PhoneError } from '../../src/base/errors.js';
import type { LogEntry } from '../../src/base/log.js';
import { IceSource, type IceOptions } from '../../src/peer/ice-source.js';
import { VirtualClock } from '../support/virtual-clock.js';

const STUN = { urls: ['stun:stun.example'] };
const turn = (username: string) => ({ urls: ['turn:turn.example'], username, credential: 'c' });

describe('IceSource', () => {
  let clock: VirtualClock;
  beforeEach(() => (clock = new VirtualClock()));
  afterEach(() => clock.restore());

  function makeSource(iceServers: IceOptions['iceServers'], relayOnly = false) {
    const log: LogEntry[] = [];
    const options = { iceServers, relayOnly };
    const source = new IceSource(
      () => options,
      (entry) => log.push(entry),
    );
    return { source, options, log };
  }

  /** A service that hands out credentials: the nth time those of user n. */
  function makeService(ttlMs?: number) {
    let asked = 0;
    const fetch = async () => {
      asked += 1;
      const iceServers = [turn(`user ${asked}`)];
      return ttlMs === undefined ? iceServers : { iceServers, ttlMs };
    };
    return { fetch, asked: () => asked };
  }

  const outcome = (promise: Promise<unknown>) => promise.catch((reason: unknown) => reason);

  it('takes servers as they are, and as services of old wrote them', async () => {
    const { source, options } = makeSource([STUN]);
    expect(await source.settings()).to.deep.equal({ iceServers: [STUN], relayOnly: false, turn: false });

    const { urls, ...credentials } = turn('u');
    options.iceServers = [{ url: urls[0], ...credentials } as unknown as RTCIceServer];

    expect(await source.settings()).to.deep.equal({ iceServers: [turn('u')], relayOnly: false, turn: true });
  });

  it('refuses servers that make no sense', async () => {
    const { source } = makeSource([{ urls: 'http://stun.example' }]);

    expect(await outcome(source.settings()))
      .to.be.instanceOf(PhoneError)
      .with.property('code', 'bad-option');
  });

  it('refuses to go by TURN alone without a TURN server', async () => {
    const { source, options } = makeSource([STUN], true);
    expect(await outcome(source.settings())).to.have.property('code', 'bad-option');

    options.iceServers = [turn('u')];

    expect(await source.settings()).to.include({ relayOnly: true, turn: true });
  });

  it('fetches once for all who ask at the same time, and again when the credentials are no longer fresh', async () => {
    const { fetch, asked } = makeService(100_000);
    const { source } = makeSource(fetch);

    await Promise.all([source.settings(), source.settings(), source.settings()]);
    await clock.advance(79_999);
    await source.settings();
    expect(asked()).to.equal(1);
    await clock.advance(1);

    expect((await source.settings()).iceServers).to.deep.equal([turn('user 2')]);
  });

  it('takes servers for fresh for five minutes, when nobody says how long they hold', async () => {
    const { fetch, asked } = makeService();
    const { source } = makeSource(fetch);
    await source.settings();

    await clock.advance(239_000);
    await source.settings();
    expect(asked()).to.equal(1);
    await clock.advance(1_000);
    await source.settings();

    expect(asked()).to.equal(2);
  });

  it('asks another function at once', async () => {
    const { source, options } = makeSource(makeService(1e9).fetch);
    await source.settings();
    options.iceServers = async () => [STUN];

    expect((await source.settings()).iceServers).to.deep.equal([STUN]);
  });

  for (const [what, fail] of Object.entries({
    'is refused': () => Promise.reject(new Error('offline')),
    'brings nonsense': async () => [{ urls: 'http://x' }],
    'brings nothing': () => Promise.resolve(undefined as unknown as RTCIceServer[]),
    'throws at once': () => {
      throw new Error('broken');
    },
  })) {
    it(`goes on without servers when fetching them ${what}, and says why`, async () => {
      const { source, log } = makeSource(fail);

      const { iceServers, failure } = await source.settings();

      expect(iceServers).to.deep.equal([]);
      expect(failure).to.be.instanceOf(Error);
      expect(log).to.have.lengthOf(1);
      expect(log[0]).to.include({ level: 'error', event: 'ice-servers-missing' });
    });
  }

  it('goes on with the old ones when fresh ones cannot be had', async () => {
    const service = makeService(10_000);
    let fetch: () => ReturnType<typeof service.fetch> = service.fetch;
    const { source } = makeSource(() => fetch());
    await source.settings();
    await clock.advance(60_000);
    fetch = () => Promise.reject(new Error('offline'));

    const { iceServers, failure } = await source.settings();

    expect(iceServers).to.deep.equal([turn('user 1')]);
    expect(failure).to.be.instanceOf(Error);
  });

  it('waits five seconds for the first servers, and two for fresh ones', async () => {
    let bring: (servers: RTCIceServer[]) => void = () => {};
    const fetch = () => new Promise<RTCIceServer[]>((resolve) => (bring = resolve));
    const { source } = makeSource(fetch);
    const waits = async () => {
      const since = clock.now;
      const settings = source.settings().then(({ iceServers }) => [iceServers.length, clock.now - since]);
      await clock.advance(10_000);
      return await settings;
    };
    expect(await waits()).to.deep.equal([0, 5_000]);

    bring([STUN]);
    await clock.rest();
    expect((await source.settings()).iceServers).to.deep.equal([STUN]);
    await clock.advance(600_000);

    expect(await waits()).to.deep.equal([1, 2_000]);
    expect(clock.waiting).to.deep.equal([]);
  });

  it('does not go on without servers when it should go by TURN alone', async () => {
    const offline = new Error('offline');
    const { source } = makeSource(() => Promise.reject(offline), true);

    const error = await outcome(source.settings());

    expect(error).to.be.instanceOf(PhoneError).with.property('cause', offline);
  });
});
