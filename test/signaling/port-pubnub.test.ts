import { PubNubSignaling } from '../../src/signaling/pubnub/pubnub-signaling.js';
import { OwnPubNub } from '../support/signaling-servers.js';
import { filesSuite } from './files.suite.js';
import { groupSuite } from './group.suite.js';
import { keepingSuite } from './keeping.suite.js';
import { portSuite, type Transport } from './port.suite.js';

async function pubnub(): Promise<Transport> {
  const server = await OwnPubNub.start();
  const { keys, origin } = server;
  return {
    name: 'pubnub',
    make: (number) => new PubNubSignaling({ number, ...keys, origin }),
    cut: () => server.cut(),
  };
}

/** By itself, since it is also run with other versions of PubNub's SDK, see `dev/sdks.mjs`. */
describe('Signaling by pubnub', () => {
  describe('as a transport', () => portSuite(pubnub));
  describe('in groups', () => groupSuite(pubnub));
  describe('for those who are away', () => keepingSuite(pubnub));
  describe('with files', () => filesSuite(pubnub));
});
