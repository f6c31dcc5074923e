import { LocalSignaling } from '../../src/signaling/local/local-signaling.js';
import { WebSocketSignaling } from '../../src/signaling/websocket/websocket-signaling.js';
import { MemoryNetwork } from '../../src/testing.js';
import { OwnRelay } from '../support/signaling-servers.js';
import { filesSuite } from './files.suite.js';
import { groupSuite } from './group.suite.js';
import { keepingSuite } from './keeping.suite.js';
import { portSuite, type Transport } from './port.suite.js';

async function local(): Promise<Transport> {
  return { name: 'local', make: (number) => new LocalSignaling(number) };
}

async function websocket(): Promise<Transport> {
  const relay = await OwnRelay.start();
  return {
    name: 'websocket',
    make: (number) => new WebSocketSignaling({ number, url: relay.url }),
    cut: () => relay.cut(),
  };
}

async function memory(): Promise<Transport> {
  const network = new MemoryNetwork();
  return { name: 'memory', make: (number) => network.signaling(number) };
}

for (const prepare of [local, websocket, memory]) {
  describe(`Signaling by ${prepare.name}, as a transport`, () => portSuite(prepare));
  describe(`Signaling by ${prepare.name}, in groups`, () => groupSuite(prepare));
}

for (const prepare of [local, memory]) {
  describe(`Signaling by ${prepare.name}, for those who are away`, () => keepingSuite(prepare));
}

describe('Signaling by memory, with files', () => filesSuite(memory));
