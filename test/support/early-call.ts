import type { Call, Phone } from '../../src/core.js';
import type { MediaChoice } from '../../src/media/media-choice.js';
import { nextRing, reaches } from './phones.js';
import { until } from './until.js';

/**
 * A call that rings at somebody who trusts the caller: the two browsers are connected and have nothing more to say by
 * signaling, and nobody has accepted.
 */
export async function ringEarly(alice: Phone, bob: Phone, choice: Partial<MediaChoice> = {}) {
  const rings = nextRing(bob);
  const caller = await alice.dial(bob.number, choice);
  const callee = await rings;
  await reaches(caller, 'ringing');
  for (const call of [caller, callee]) {
    await until('they are connected', () => isConnected(call));
    await until('all is said', () => call.peerConnection?.iceGatheringState === 'complete');
  }
  return { caller, callee };
}

/** Whether words can go by the direct way. */
export async function isConnected(call: Call): Promise<boolean> {
  const channels = await statsOf(call, 'data-channel');
  return channels.length > 0 && channels.every(({ state }) => state === 'open');
}

/** How many packets with sound or picture have left. */
export async function sentPackets(call: Call): Promise<number> {
  const lines = await statsOf(call, 'outbound-rtp');
  return lines.reduce((sum, { packetsSent }) => sum + Number(packetsSent), 0);
}

/** What is bound to the lines by which a call sends. */
export function boundTracks({ peerConnection }: Call): readonly MediaStreamTrack[] {
  const senders = peerConnection?.getSenders() ?? [];
  return senders.flatMap(({ track }) => (track ? [track] : []));
}

async function statsOf(call: Call, type: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const found: Readonly<Record<string, unknown>>[] = [];
  const report = await call.peerConnection?.getStats();
  report?.forEach((stats: Readonly<Record<string, unknown>>) => {
    if (stats['type'] === type) found.push(stats);
  });
  return found;
}
