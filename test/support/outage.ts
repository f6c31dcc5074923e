import { expect } from '@open-wc/testing';

import { MailboxUser } from './mailboxes.js';
import { OwnPubNub } from './signaling-servers.js';
import { until } from './until.js';

/**
 * Takes the service away for a while. How long two phones then need until they are ready again, in milliseconds; they
 * must also have heard what was said meanwhile, and have shown the truth.
 */
export async function recoveryAfter(outageMs: number): Promise<number> {
  const own = await OwnPubNub.start();
  const [carol, dave] = [await MailboxUser.connect(own, 'carol'), await MailboxUser.connect(own, 'dave')];
  await own.down();
  const since = performance.now();
  await Promise.all([carol.becomes('reconnecting'), dave.becomes('reconnecting')]);
  const passed = (ms: number) =>
    until(`${ms} ms are over`, () => performance.now() - since > ms, 2 * outageMs);
  // Not at its beginning: what cannot be said for 45 seconds is not worth saying any more.
  await passed(outageMs / 2);
  const said = carol.say(dave);
  await passed(outageMs);
  expect([carol.phase, dave.phase]).to.deep.equal(['reconnecting', 'reconnecting']);

  await own.up();
  const back = performance.now();
  await Promise.all([carol.becomes('ready'), dave.becomes('ready')]);
  const took = performance.now() - back;
  await said;
  await dave.hears(1);
  return took;
}
