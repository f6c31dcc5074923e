import { expect } from '@open-wc/testing';

import { PubNubPresenceLink } from '../../src/signaling/pubnub/pubnub-presence-link.js';
import type { PubNubPresenceClient, PubNubStatus } from '../../src/signaling/pubnub/pubnub-sdk.js';
import { FakeClock } from '../support/fake-clock.js';
import { until } from '../support/until.js';

/** A poll that the service refuses again and again, by a client that a test speaks for. */
describe('PubNubPresenceLink', () => {
  const life = new AbortController();
  let clock: FakeClock | undefined;

  afterEach(() => {
    clock?.restore();
    life.abort();
  });

  it('has one next try, however often it was refused meanwhile', async () => {
    clock = new FakeClock();
    let tell: ((status: PubNubStatus) => void) | undefined;
    let tries = 0;
    const client: Partial<PubNubPresenceClient> = {
      addListener: (listener) => (tell = (status) => listener.status(status)),
      subscribe: () => {},
      disconnect: () => {},
      reconnect: () => (tries += 1),
      destroy: () => {},
    };
    const refusals: unknown[] = [];
    const link = new PubNubPresenceLink({
      open: async () => client as PubNubPresenceClient,
      heard: () => {},
      listening: () => {},
      troubled: () => {},
      refused: (error) => refusals.push(error),
      signal: life.signal,
    });
    link.listenTo(['room-lobby']);
    await until('it listens', () => tell !== undefined);

    for (let refusal = 0; refusal < 8; refusal += 1) {
      tell?.({ category: 'PNDisconnectedUnexpectedlyCategory', error: 'PNAccessDeniedCategory' });
    }
    clock.advance(80_000);
    expect([refusals.length, tries]).to.deep.equal([8, 1]);

    tell?.({ category: 'PNDisconnectedUnexpectedlyCategory', error: 'PNAccessDeniedCategory' });
    link.renew();
    clock.advance(80_000);
    expect(tries).to.equal(2);
  });
});
