import { expect } from '@open-wc/testing';

import { FakeClock } from '../support/fake-clock.js';
import { wordFailures } from '../support/fetch-frame.js';
import { closeGroupUsers, GroupUser, shows } from '../support/group-user.js';
import { OwnPubNub } from '../support/signaling-servers.js';
import { until } from '../support/until.js';

/** What groups ask of the service, and what they stand. */
describe('Groups over PubNub', () => {
  let server: OwnPubNub;
  let clock: FakeClock | undefined;

  beforeEach(async () => {
    server = await OwnPubNub.start();
  });

  afterEach(() => {
    clock?.restore();
    clock = undefined;
    closeGroupUsers();
  });

  it('watches many with one poll and a question for fifty each, and is not seen by any of them', async () => {
    const watcher = await GroupUser.connect(server, 'watcher');
    const bob = await GroupUser.connect(server, 'bob7');
    const ofBob = bob.enter('on:bob7', { status: 'available' });
    await shows(ofBob, 'bob7');
    await server.clear();

    const groups = Array.from({ length: 60 }, (_none, index) => watcher.enter(`on:bob${index}`));
    await Promise.all(groups.map((group, index) => (index === 7 ? shows(group, 'bob7') : shows(group))));

    const polls = await watcher.requests('subscribe');
    const ofGroups = polls.filter(({ path }) => path.includes('-pnpres'));
    expect(ofGroups.filter(({ path }) => !path.includes('tt='))).to.have.lengthOf(1);
    expect(
      ofGroups.every(({ path }) => path.includes('on-bob0-pnpres') && path.includes('on-bob59')),
    ).to.equal(true);
    expect(ofGroups.some(({ path }) => /on-bob\d+[,/%]/.test(path))).to.equal(false);
    expect(await watcher.requests('here-now')).to.have.lengthOf(2);
    expect(await watcher.requests('heartbeat')).to.deep.equal([]);
    expect(ofBob.members).to.have.lengthOf(1);
  });

  it('never disturbs the poll of the inbox', async () => {
    const alice = await GroupUser.connect(server, 'alice');
    const inboxPolls = async () =>
      (await alice.requests('subscribe')).filter(({ path }) => path.includes('in-alice')).length;
    await until('the inbox is open', async () => (await inboxPolls()) === 2);

    const groups = ['room:a', 'room:b', 'room:c'].map((name) => alice.enter(name, {}));
    for (const group of groups) await shows(group, 'alice');
    for (const group of groups) group.close();
    await until('it has left', async () => (await alice.requests('leave'))[0]?.status === 200);

    const leaves = await alice.requests('leave');
    expect(leaves.map(({ path }) => path.match(/room-\w/g))).to.deep.equal([['room-a', 'room-b', 'room-c']]);
    expect(await inboxPolls()).to.equal(2);
  });

  it('says every 12 s by one request where it is, and is forgotten after 30 without one', async () => {
    clock = new FakeClock();
    const alice = await GroupUser.connect(server, 'alice');
    const groups = ['on:alice', 'room:lobby'].map((name) => alice.enter(name, { name }));
    for (const group of groups) await shows(group, 'alice');
    await server.clear();

    for (const beat of [1, 2, 3]) {
      let waitedMs = 0;
      await until('it says so', async () => {
        if ((await alice.requests('heartbeat')).length === beat) return true;
        clock?.advance(250);
        waitedMs += 250;
        return false;
      });
      // The answer to the one before must be there, and the request on its way.
      expect(waitedMs).to.be.within(11_000, 14_000);
    }

    for (const { path } of await alice.requests('heartbeat')) {
      expect(path).to.include('on-alice').and.to.include('room-lobby').and.to.include('heartbeat=30');
      // What it says of itself has not changed, and may have been changed by another device.
      expect(path).not.to.include('state=');
    }
    expect((await server.counts()).publishes).to.equal(0);
  });

  it('leaves everything by one request when the page is closed, and is back when the page is', async () => {
    const [alice, bob] = [await GroupUser.connect(server, 'alice'), await GroupUser.connect(server, 'bob')];
    const seen = [bob.enter('on:alice'), bob.enter('room:lobby')];
    alice.enter('on:alice', { status: 'available' });
    alice.enter('room:lobby', {});
    for (const group of seen) await shows(group, 'alice');

    window.dispatchEvent(new PageTransitionEvent('pagehide'));
    for (const group of seen) await shows(group);
    const leaves = await alice.requests('leave');
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));

    for (const group of seen) await shows(group, 'alice');
    expect(leaves[0]?.path).to.include('on-alice').and.to.include('room-lobby');
    expect(seen[0]?.members?.[0]?.about).to.deep.equal({ status: 'available' });
  });

  it('leaves everything when the phone is closed', async () => {
    const [alice, bob] = [await GroupUser.connect(server, 'alice'), await GroupUser.connect(server, 'bob')];
    const seen = [bob.enter('on:alice'), bob.enter('room:lobby')];
    const groups = [alice.enter('on:alice', {}), alice.enter('room:lobby', {})];
    for (const group of [...seen, ...groups]) await shows(group, 'alice');

    alice.signaling.close();

    for (const group of seen) await shows(group);
    const leaves = await alice.requests('leave');
    expect(leaves[0]?.path).to.include('on-alice').and.to.include('room-lobby');
  });

  it('stays gone, and comes again, whatever it had said before is still on its way', async () => {
    const [alice, bob] = [await GroupUser.connect(server, 'alice'), await GroupUser.connect(server, 'bob')];
    const looking = bob.enter('on:alice');
    const seen: unknown[] = [];
    looking.addEventListener('memberschange', () => seen.push(looking.members?.[0]?.about['n']));
    const first = alice.enter('on:alice', { n: '1' });
    await shows(looking, 'alice');
    await server.clear();
    await server.fault({ effect: 'delay', on: 'heartbeat', ms: 300, uuid: 'alice', times: 1 });

    first.tell({ n: '2' });
    await until('it is on its way', async () => (await alice.requests('heartbeat')).length === 1);
    first.close();
    await until('it has said goodbye', async () => (await alice.requests('leave')).length === 1);
    alice.enter('on:alice', { n: '3' });
    await until('it is heard', () => looking.members?.[0]?.about['n'] === '3');

    expect(seen.slice(seen.indexOf('1'))).to.deep.equal(['1', '2', undefined, '3']);
  });

  it('finds out what it has missed when the service comes back', async () => {
    const [alice, bob] = [await GroupUser.connect(server, 'alice'), await GroupUser.connect(server, 'bob')];
    const [ofAlice, ofBob] = [alice.enter('room:lobby', {}), bob.enter('room:lobby', {})];
    await shows(ofAlice, 'alice', 'bob');

    await server.down();
    ofBob.close();
    const again = bob.enter('room:another', { name: 'Bob' });
    const looking = alice.enter('room:another');
    await until('it is lost', () => bob.signaling.state.phase === 'reconnecting');
    await server.up();

    await shows(again, 'bob');
    await shows(looking, 'bob');
    await shows(ofAlice, 'alice');
    expect(looking.members?.[0]?.about).to.deep.equal({ name: 'Bob' });
  });

  it('says again where it is, and what, when the service refused to hear it', async () => {
    const [alice, bob] = [await GroupUser.connect(server, 'alice'), await GroupUser.connect(server, 'bob')];
    const looking = bob.enter('on:alice');
    await shows(looking);
    await server.fault({ effect: 'status', on: 'heartbeat', status: 503, uuid: 'alice', times: 2 });

    alice.enter('on:alice', { status: 'available' });

    await shows(looking, 'alice');
    expect(looking.members?.[0]?.about).to.deep.equal({ status: 'available' });
  });

  it('asks again when the service does not answer who is there', async () => {
    const [alice, bob] = [await GroupUser.connect(server, 'alice'), await GroupUser.connect(server, 'bob')];
    await shows(alice.enter('on:alice', {}), 'alice');
    await server.fault({ effect: 'status', on: 'here-now', status: 500, uuid: 'bob', times: 1 });
    await server.fault({ effect: 'cut', on: 'here-now', uuid: 'bob', times: 1 });

    await shows(bob.enter('on:alice'), 'alice');
  });

  it('notices within a minute who came or went without a word', async () => {
    clock = new FakeClock();
    const [alice, bob] = [await GroupUser.connect(server, 'alice'), await GroupUser.connect(server, 'bob')];
    const looking = bob.enter('on:alice');
    await shows(looking);
    await server.fault({ effect: 'drop', channel: 'on-alice-pnpres' });
    await shows(alice.enter('room:lobby', {}), 'alice');

    alice.enter('on:alice', {});
    await until('it is said', async () =>
      (await alice.requests('heartbeat')).some(
        ({ path, status }) => path.includes('on-alice') && status === 200,
      ),
    );
    const before = looking.members;
    clock.advance(60_000);

    await shows(looking, 'alice');
    expect(before).to.deep.equal([]);
  });

  it('goes on where it was however a browser words the loss of a connection', async () => {
    const [alice, bob] = [await GroupUser.connect(server, 'alice'), await GroupUser.connect(server, 'bob')];
    const group = alice.enter('room:lobby', {});
    await shows(group, 'alice');

    for (const [index, text] of [
      'cancelled',
      'The operation was aborted.',
      'The request timed out.',
    ].entries()) {
      const words = wordFailures(new TypeError(text));
      await server.down();
      await until('it has failed', () => words.count > 2);
      words.stop();
      await server.up();
      const guest = bob.enter('room:lobby', { n: String(index) });
      await shows(group, 'alice', 'bob');
      guest.close();
      await shows(group, 'alice');
    }
  });

  it('is heard where the polls of three tabs hold all connections that a browser lends', async () => {
    const users = await Promise.all(
      ['alice', 'bob', 'carol'].map((number) => GroupUser.connect(server, number)),
    );
    const groups = users.map((user) => user.enter('room:lobby', { n: '1' }));
    for (const group of groups) await shows(group, 'alice', 'bob', 'carol');
    await until('six polls are open', async () => {
      const log = await server.log();
      const open = log.filter(({ operation, status }) => operation === 'subscribe' && status === undefined);
      return open.length >= 6;
    });

    groups[0]?.tell({ n: '2' });

    await until('it is heard', () => groups[1]?.members?.[0]?.about['n'] === '2');
  });

  it('polls on after each end of a poll, and counts that as no failure', async () => {
    clock = new FakeClock();
    const alice = await GroupUser.connect(server, 'alice');
    const group = alice.enter('room:lobby', {});
    await shows(group, 'alice');
    const polls = async () =>
      (await alice.requests('subscribe')).filter(({ path }) => path.includes('room-lobby')).length;
    const before = await polls();

    clock.advance(35_000);
    await until('it polls again', async () => (await polls()) > before);

    expect(alice.log.filter(({ level }) => level === 'warn')).to.deep.equal([]);
  });

  it("takes a client of its own where the page lends one, which stays the page's", async () => {
    const { default: PubNub } = await import('pubnub');
    const client = new PubNub({ ...server.keys, origin: server.origin, ssl: false, userId: 'frank' });
    const frank = await GroupUser.connect(server, 'frank', { client });

    await shows(frank.enter('room:lobby', {}), 'frank');

    expect(client.getSubscribedChannels()).to.deep.equal(['in-frank']);
    client.destroy(true);
  });

  it('leave it unknown who is where, and harm nothing else, where presence is switched off', async () => {
    const poor = await OwnPubNub.start({ off: ['presence'] });
    const [alice, bob] = [await GroupUser.connect(poor, 'alice'), await GroupUser.connect(poor, 'bob')];
    const group = alice.enter('room:lobby', {});
    await until('it has asked', async () => (await alice.requests('here-now')).length > 1);

    const heard = new Promise((resolve) => {
      bob.signaling.addEventListener('arrival', resolve, { once: true });
    });
    await alice.signaling.send('bob', { n: 1 });
    await heard;

    expect(group.members).to.equal(undefined);
  });

  it('refuses a name that is too long for a channel', async () => {
    const alice = await GroupUser.connect(server, 'alice');

    expect(() => alice.enter(`room:${'x'.repeat(81)}`))
      .to.throw()
      .with.property('code', 'bad-number');
    await shows(alice.enter(`room:${'x'.repeat(80)}`, {}), 'alice');
  });
});
