import { expect } from '@open-wc/testing';

import { addOns } from '../../dev/pubnub-server/options.js';
import { closeMailboxes, MailboxUser } from '../support/mailboxes.js';
import { OwnPubNub } from '../support/signaling-servers.js';

/** A keyset needs nothing switched on for calls. What needs more says so. */
describe('Signaling over PubNub with keys that have everything switched off', () => {
  let alice: MailboxUser;
  let bob: MailboxUser;
  let server: OwnPubNub;

  beforeEach(async () => {
    server = await OwnPubNub.start({ off: addOns });
    alice = await MailboxUser.connect(server, 'alice');
    bob = await MailboxUser.connect(server, 'bob');
  });

  afterEach(closeMailboxes);

  it('carries messages, also after a connection that broke', async () => {
    await alice.say(bob);
    await server.cut();
    await alice.say(bob);

    await bob.hears(1, 2);
    expect(bob.phases).to.deep.equal(['connecting', 'ready']);
  });

  it('delivers what is to be kept to those who are there', async () => {
    const heard = new Promise((resolve) =>
      bob.signaling.addEventListener('arrival', ({ detail }) => resolve(detail.payload)),
    );

    await alice.signaling.send('bob', { n: 1 }, { keep: true });

    expect(await heard).to.deep.equal({ n: 1 });
  });

  it('says that nothing is kept', async () => {
    const error = await bob.signaling.recall().catch((reason: unknown) => reason);

    expect(error).to.have.property('code', 'unsupported');
    expect(bob.phase).to.equal('ready');
  });

  it('says that there are no files', async () => {
    const error = await alice.signaling.files.put('bob', new Blob(['x'])).catch((reason: unknown) => reason);

    expect(error).to.have.property('code', 'unsupported');
  });
});
