import { startDevServer } from '../../dev/dev-server.mjs';
import { TurnServer } from '../lanes/turn-server.js';
import { PUBLIC } from './namespaces.js';

/**
 * A process in the public network: coturn, and the pages with their PubNub. Tells its parent the pages' address as soon
 * as both can be reached, and ends with it.
 */
const [turn, pages] = await Promise.all([
  TurnServer.start(PUBLIC.turn, PUBLIC.turnPort),
  startDevServer({ port: 0, lan: true }),
]);
process.once('disconnect', () => void Promise.all([turn.close(), pages.close()]).then(() => process.exit()));
process.send?.(pages.urls.find((url) => url.includes(PUBLIC.pages)));
