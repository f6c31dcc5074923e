import { expect } from '@open-wc/testing';

import { encodeNumber } from '../../src/wire/number.js';
import { closeGroupUsers, GroupUser, shows } from '../support/group-user.js';
import { OwnPubNub, type TokenGrant } from '../support/signaling-servers.js';
import { until } from '../support/until.js';

const READ = 1;
const WRITE = 2;

/** What `docs/signaling.md` says a server should grant: for calls, and for all that needs presence. */
const forCalls = (number: string): TokenGrant => ({
  ttl: 60,
  uuid: number,
  channels: { [`in-${encodeNumber(number)}`]: READ },
  channelPatterns: { '^in-[A-Za-z0-9_-]{1,80}$': WRITE },
});
const forAll = (number: string): TokenGrant => {
  const grant = forCalls(number);
  const presence = { '^(on|room|cast)-[A-Za-z0-9_-]{1,80}(-pnpres)?$': READ };
  return { ...grant, channelPatterns: { ...grant.channelPatterns, ...presence } };
};

describe('A token', () => {
  let server: OwnPubNub;

  beforeEach(async () => {
    server = await OwnPubNub.start({ secretKey: 'sec-c-of-the-test' });
  });

  afterEach(closeGroupUsers);

  const connect = async (number: string, grant = forAll(number)) =>
    GroupUser.connect(server, number, { token: await server.grant(grant) });

  const refused = async () => (await server.log()).filter(({ status }) => status === 403);

  it('needs no more than the grant we recommend, for groups, for what is kept, and for files', async () => {
    const [alice, zoe] = [await connect('alice'), await connect('Zoë +49')];

    await shows(zoe.enter('on:Zoë +49', {}), 'Zoë +49');
    await shows(alice.enter('on:Zoë +49'), 'Zoë +49');
    await shows(alice.enter('room:a/b', {}), 'alice');
    await shows(alice.enter('cast:alice'));
    await alice.signaling.send('Zoë +49', { n: 1 }, { keep: true });
    const kept = await zoe.signaling.recall();
    const ref = await alice.signaling.files.put('Zoë +49', new Blob(['photo']));
    const file = await zoe.signaling.files.get(ref, 100);

    expect(kept.map(({ from, payload }) => [from, payload])).to.deep.equal([['alice', { n: 1 }]]);
    expect(await file.text()).to.equal('photo');
    expect(await refused()).to.deep.equal([]);
  });

  it("lets nobody read what is kept for others, nor others' files, nor be seen in another's name", async () => {
    const [alice, bob] = [await connect('alice'), await connect('bob')];
    await alice.signaling.send('bob', { n: 1 }, { keep: true });
    const ref = await alice.signaling.files.put('bob', new Blob(['photo']));
    const token = await server.grant(forAll('mallory'));
    const { origin } = server;
    const looking = bob.enter('on:bob');
    await shows(looking);

    const asked = await Promise.all(
      [
        `v3/history/sub-key/demo/channel/in-bob?uuid=mallory&auth=${token}`,
        `v3/history/sub-key/demo/channel/in-bob?uuid=bob&auth=${token}`,
        `v1/files/demo/channels/in-bob/files/${ref.id}/${ref.name}?uuid=bob&auth=${token}`,
        `v2/presence/sub-key/demo/channel/on-bob/heartbeat?heartbeat=30&uuid=bob&auth=${token}`,
      ].map(async (path) => (await fetch(`http://${origin}/${path}`)).status),
    );

    expect(asked).to.deep.equal([403, 403, 403, 403]);
    expect(looking.members).to.deep.equal([]);
  });

  it('without presence leaves it unknown who is where, and harms no call; the next one tells', async () => {
    const [alice, bob] = [await connect('alice', forCalls('alice')), await connect('bob')];
    await shows(bob.enter('on:bob', {}), 'bob');
    const looking = alice.enter('on:bob');
    await until('it is refused', async () => (await refused()).length > 0);
    const before = looking.members;

    await alice.signaling.send('bob', { n: 1 });
    alice.signaling.setToken(await server.grant(forAll('alice')));

    await shows(looking, 'bob');
    expect(before).to.equal(undefined);
    expect(alice.signaling.state).to.deep.equal({ phase: 'ready' });
  });

  it('that does not allow one group allows the others', async () => {
    const grant = forCalls('alice');
    const [onBob, onCarol] = ['on-bob', 'on-carol'].map((channel) => ({
      [channel]: READ,
      [`${channel}-pnpres`]: READ,
    }));
    const alice = await connect('alice', { ...grant, channels: { ...grant.channels, ...onBob } });
    const [bob, carol] = [await connect('bob'), await connect('carol')];
    await shows(bob.enter('on:bob', {}), 'bob');
    await shows(carol.enter('on:carol', {}), 'carol');

    const [atBob, atCarol] = [alice.enter('on:bob'), alice.enter('on:carol')];
    await shows(atBob, 'bob');
    const before = atCarol.members;
    alice.signaling.setToken(
      await server.grant({ ...grant, channels: { ...grant.channels, ...onBob, ...onCarol } }),
    );

    await shows(atCarol, 'carol');
    expect(before).to.equal(undefined);
  });

  it('is renewed for groups as well', async () => {
    const [alice, bob] = [await connect('alice'), await connect('bob')];
    const [ofAlice, ofBob] = [alice.enter('room:lobby', { n: '1' }), bob.enter('room:lobby')];
    await shows(ofAlice, 'alice');
    await shows(ofBob, 'alice');

    await server.expire('alice');
    const token = await server.grant(forAll('alice'));
    alice.signaling.setToken(token);
    ofAlice.tell({ n: '2' });
    await until('it is heard', () => ofBob.members?.[0]?.about['n'] === '2');

    const last = (await alice.requests('heartbeat')).at(-1);
    expect(last).to.have.property('status', 200);
    expect(last?.path).to.include(encodeURIComponent(token).slice(0, 100));
  });

  it('whose time is over is waited for, when something is to be recalled', async () => {
    const [alice, bob] = [await connect('alice'), await connect('bob')];
    await alice.signaling.send('bob', { n: 1 }, { keep: true });
    await server.expire('bob');
    const expiring = new Promise((resolve) => {
      bob.signaling.addEventListener('tokenexpiring', resolve, { once: true });
    });

    const recalled = bob.signaling.recall();
    await expiring;
    bob.signaling.setToken(await server.grant(forAll('bob')));

    expect(await recalled).to.have.lengthOf(1);
  });
});
