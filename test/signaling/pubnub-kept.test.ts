import { expect } from '@open-wc/testing';

import { PubNubSignaling } from '../../src/signaling/pubnub/pubnub-signaling.js';
import { closeGroupUsers, GroupUser } from '../support/group-user.js';
import { OwnPubNub } from '../support/signaling-servers.js';
import { until } from '../support/until.js';

/** What PubNub answers where Message Persistence is switched off; the words are from PubNub's own recordings. */
const SWITCHED_OFF =
  'Use of the history API requires the Storage & Playback add-on which is not enabled for this subscribe key. ' +
  'Login to your PubNub Dashboard Account and ADD the Storage & Playback add-on.';

describe('What is kept at PubNub', () => {
  let server: OwnPubNub;

  beforeEach(async () => {
    server = await OwnPubNub.start();
  });

  afterEach(closeGroupUsers);

  const failureOf = (promise: Promise<unknown>) => promise.catch((reason: unknown) => reason);

  it('is stored for a week, and what is not to be kept is not stored at all', async () => {
    const alice = await GroupUser.connect(server, 'alice');

    await alice.signaling.send('bob', { n: 1 }, { keep: true });
    await alice.signaling.send('bob', { n: 2 });
    alice.signaling.sendLast('bob', { n: 3 });
    await until('all are there', async () => (await alice.requests('publish')).length === 3);

    const queries = (await alice.requests('publish')).map(
      ({ path }) => new URLSearchParams(path.split('?')[1]),
    );
    expect(queries.map((query) => [query.get('store'), query.get('ttl')])).to.deep.equal([
      ['1', '168'],
      ['0', null],
      ['0', null],
    ]);
  });

  it('says who it is from by the word of the service alone', async () => {
    const [mallory, bob] = [
      await GroupUser.connect(server, 'mallory'),
      await GroupUser.connect(server, 'bob'),
    ];

    await mallory.signaling.send('bob', { from: 'alice', uuid: 'alice' }, { keep: true });

    expect((await bob.signaling.recall())[0]?.from).to.equal('mallory');
  });

  it('takes any position that it never gave out for none', async () => {
    const [alice, bob] = [await GroupUser.connect(server, 'alice'), await GroupUser.connect(server, 'bob')];
    await alice.signaling.send('bob', { n: 1 }, { keep: true });

    for (const position of ['', 'x', '-1', '1e17', '17', "' or 1"]) {
      expect(await bob.signaling.recall(position), position).to.have.lengthOf(1);
    }
  });

  it('does not exist where it is switched off, whichever status the service says so with', async () => {
    const bob = await GroupUser.connect(server, 'bob');

    for (const status of [400, 402, 403]) {
      const body = { status, error: true, error_message: SWITCHED_OFF, channels: {} };
      await server.fault({ effect: 'status', on: 'history', status, body, times: 1 });
      expect(await failureOf(bob.signaling.recall()), String(status)).to.have.property('code', 'unsupported');
    }
  });

  it('cannot be had when the service refuses it, or cannot be reached, or is not connected', async () => {
    const bob = await GroupUser.connect(server, 'bob');
    const offline = new PubNubSignaling({ number: 'carol', ...server.keys, origin: server.origin });
    await server.fault({ effect: 'status', on: 'history', status: 403, times: 1 });
    const refused = await failureOf(bob.signaling.recall());
    await server.fault({ effect: 'cut', on: 'history' });
    const cut = await failureOf(bob.signaling.recall());
    await server.clear();
    await server.fault({ effect: 'status', on: 'history', status: 500, times: 1 });
    const broken = await failureOf(bob.signaling.recall());

    expect(refused).to.have.property('code', 'forbidden');
    expect(cut).to.have.property('code', 'network');
    expect(broken).to.have.property('code', 'network');
    expect(await failureOf(offline.recall())).to.have.property('code', 'network');
    expect(await bob.signaling.recall()).to.deep.equal([]);
  });

  it("is read by the page's own client as well", async () => {
    const { default: PubNub } = await import('pubnub');
    const client = new PubNub({ ...server.keys, origin: server.origin, ssl: false, userId: 'frank' });
    const alice = await GroupUser.connect(server, 'alice');
    const frank = await GroupUser.connect(server, 'frank', { client });

    await alice.signaling.send('frank', { n: 1 }, { keep: true });
    const [kept] = await frank.signaling.recall();
    client.destroy(true);

    expect(kept).to.deep.include({ from: 'alice', payload: { n: 1 } });
    expect(kept?.ageMs).to.be.within(0, 5_000);
  });
});
