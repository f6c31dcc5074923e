import { expect } from '@open-wc/testing';

import { closeGroupUsers, GroupUser } from '../support/group-user.js';
import { OwnPubNub } from '../support/signaling-servers.js';

describe('Files at PubNub', () => {
  let server: OwnPubNub;

  beforeEach(async () => {
    server = await OwnPubNub.start();
  });

  afterEach(closeGroupUsers);

  const failureOf = (promise: Promise<unknown>) => promise.catch((reason: unknown) => reason);

  async function makeTwo() {
    const alice = await GroupUser.connect(server, 'alice');
    const bob = await GroupUser.connect(server, 'bob');
    await server.clear();
    return { alice: alice.signaling, bob: bob.signaling };
  }

  it('are put there by two requests, and nothing is published', async () => {
    const { alice, bob } = await makeTwo();
    const arrivals: unknown[] = [];
    bob.addEventListener('arrival', ({ detail }) => arrivals.push(detail));

    const ref = await alice.files.put('bob', new Blob(['x'.repeat(100_000)], { type: 'image/jpeg' }));
    await bob.files.get(ref, 100_000);

    const { publishes, requests } = await server.counts();
    expect(publishes).to.equal(0);
    // Ask, upload; ask, and follow to where it lies.
    expect(requests['files']).to.equal(4);
    expect(arrivals).to.deep.equal([]);
  });

  it('fail in ways that can be told apart', async () => {
    const { alice, bob } = await makeTwo();
    const ref = await alice.files.put('bob', new Blob(['photo']));
    const both = () => [
      failureOf(alice.files.put('bob', new Blob(['x']))),
      failureOf(bob.files.get(ref, 10)),
    ];

    for (const [fault, code] of [
      [{ effect: 'status', status: 403 }, 'forbidden'],
      [{ effect: 'status', status: 413 }, 'too-large'],
      [{ effect: 'status', status: 402 }, 'unsupported'],
      [{ effect: 'status', status: 500 }, 'network'],
      [{ effect: 'cut' }, 'network'],
    ] as const) {
      await server.fault({ on: 'files', ...fault });
      for (const failure of await Promise.all(both())) expect(failure).to.have.property('code', code);
      await server.clear();
    }
  });

  it('are not even begun when they are too large for the service', async () => {
    const { alice } = await makeTwo();

    const failure = await failureOf(alice.files.put('bob', new Blob([new Uint8Array(5 * 1024 * 1024 + 1)])));

    expect(failure).to.have.property('code', 'too-large');
    expect((await server.counts()).requests['files']).to.equal(undefined);
  });

  it('go to no place but those of the service, whatever an answer says', async () => {
    const { alice } = await makeTwo();
    const { fetch } = window;
    const asked: string[] = [];
    window.fetch = (input, init) => {
      asked.push(new URL(String(input instanceof Request ? input.url : input)).host);
      return fetch(input, init);
    };

    for (const url of [
      'https://evil.example/upload',
      'https://s3.amazonaws.com/somebody',
      'https://pubnub.com.evil.example/',
      'http://127.0.0.1:1/',
      'javascript:alert(1)',
      '//evil.example',
      '',
    ]) {
      const body = {
        status: 200,
        data: { id: 'id', name: 'name' },
        file_upload_request: { url, method: 'POST', form_fields: [] },
      };
      await server.fault({ effect: 'status', on: 'files', status: 200, body, times: 1 });
      const failure = await failureOf(alice.files.put('bob', new Blob(['secret'])));
      expect(failure, url).to.have.property('code', 'forbidden');
    }
    for (const body of [{}, [], null, { data: {}, file_upload_request: { form_fields: [null] } }]) {
      await server.fault({ effect: 'status', on: 'files', status: 200, body, times: 1 });
      const failure = await failureOf(alice.files.put('bob', new Blob(['secret'])));
      expect(failure).to.have.property('code', 'failed');
    }
    window.fetch = fetch;

    expect(
      new Set(asked.filter((host) => host.includes('evil') || host.includes('amazonaws'))),
    ).to.have.property('size', 0);
  });

  it('go to where PubNub keeps them', async () => {
    const { alice } = await makeTwo();
    const { fetch } = window;
    const asked: string[] = [];
    window.fetch = async (input, init) => {
      const url = String(input instanceof Request ? input.url : input);
      if (url.startsWith('http://')) return fetch(input, init);
      asked.push(url);
      return new Response(null, { status: 204 });
    };

    const urls = [
      'https://pubnub-mnemosyne-files-us-east-1-prd.s3.dualstack.us-east-1.amazonaws.com/',
      'https://pubnub-files.s3.amazonaws.com/',
      'https://files.pndsn.com/',
    ];
    for (const url of urls) {
      const body = {
        status: 200,
        data: { id: 'id', name: 'name' },
        file_upload_request: { url, method: 'POST', form_fields: [{ key: 'key', value: 'value' }] },
      };
      await server.fault({ effect: 'status', on: 'files', status: 200, body, times: 1 });
      expect(await alice.files.put('bob', new Blob(['photo']))).to.deep.equal({ id: 'id', name: 'name' });
    }
    window.fetch = fetch;

    expect(asked).to.deep.equal(urls);
  });

  it('stop coming as soon as they are larger than they may be', async () => {
    const { alice, bob } = await makeTwo();
    const ref = await alice.files.put('bob', new Blob([new Uint8Array(2_000_000)]));

    const failure = await failureOf(bob.files.get(ref, 1_999_999));

    expect(failure).to.have.property('code', 'too-large');
    expect((await bob.files.get(ref, 2_000_000)).size).to.equal(2_000_000);
  });

  it('end with the phone', async () => {
    const { alice } = await makeTwo();
    await server.fault({ effect: 'black-hole', on: 'files' });

    const put = failureOf(alice.files.put('bob', new Blob(['photo'])));
    alice.close();

    expect(await put).to.have.property('code', 'bad-state');
  });
});
