import { expect } from '@open-wc/testing';

import { closeGroupUsers, GroupUser } from '../support/group-user.js';
import { OwnPubNub } from '../support/signaling-servers.js';
import { until } from '../support/until.js';

/** Where many are, PubNub tells of them together, now and then (https://www.pubnub.com/docs/general/presence/presence-events). */
describe('A crowd over PubNub', () => {
  let server: OwnPubNub;

  beforeEach(async () => {
    server = await OwnPubNub.start({ crowd: { announceMax: 1, presenceInterval: 0.3 } });
  });

  afterEach(closeGroupUsers);

  /** Others, by their requests alone: a browser lends one page no connections for so many phones. */
  async function request(number: string, path: string, query = ''): Promise<void> {
    const url = `http://${server.origin}/v2/presence/sub-key/demo/channel/room-stadium/${path}`;
    await fetch(`${url}?heartbeat=30&uuid=${number}${query}`);
  }

  it('is shown as it is told of, with what they say of themselves as soon as the service is asked', async () => {
    const alice = await GroupUser.connect(server, 'alice');
    const group = alice.enter('room:stadium', { n: '0' });
    const shown = () => group.members?.map(({ number, about }) => `${number} ${about['n']}`).join();
    await until('alice is there', () => shown() === 'alice 0');

    for (const [index, number] of ['bob', 'carol', 'dave', 'eve'].entries()) {
      const state = JSON.stringify({ 'room-stadium': { n: String(index + 1) } });
      await request(number, 'heartbeat', `&state=${encodeURIComponent(state)}`);
    }
    await request('eve', 'leave');
    await until('all are there', () => shown() === 'alice 0,bob 1,carol 2,dave 3');
    await request('bob', 'leave');
    await request('frank', 'heartbeat');
    await until('bob is gone', () => shown() === 'alice 0,carol 2,dave 3,frank undefined');

    expect(alice.log.filter(({ level }) => level === 'warn')).to.deep.equal([]);
  });
});
