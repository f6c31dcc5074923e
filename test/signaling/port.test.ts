import { LocalSignaling } from '../../src/signaling/local-signaling.js';
import { PubNubSignaling } from '../../src/signaling/pubnub-signaling.js';
import { WebSocketSignaling } from '../../src/signaling/websocket-signaling.js';
import { OwnPubNub, OwnRelay } from '../support/signaling-servers.js';
import { portSuite } from './port.suite.js';

describe('PubNubSignaling, as a transport', () => {
  portSuite(async () => {
    const server = await OwnPubNub.start();
    const { keys, origin } = server;
    return {
      name: 'pubnub',
      make: (number) => new PubNubSignaling({ number, ...keys, origin }),
      cut: () => server.cut(),
    };
  });
});

describe('LocalSignaling, as a transport', () => {
  portSuite(async () => ({ name: 'local', make: (number) => new LocalSignaling(number) }));
});

describe('WebSocketSignaling, as a transport', () => {
  portSuite(async () => {
    const relay = await OwnRelay.start();
    return {
      name: 'websocket',
      make: (number) => new WebSocketSignaling({ number, url: relay.url }),
      cut: () => relay.cut(),
    };
  });
});
