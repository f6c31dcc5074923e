import type { Call, CallState } from '../../src/core.js';
import { setOffline } from './network.js';
import { setPacketLoss } from './packet-loss.js';
import { decodedFrames, play } from './phones.js';
import { until } from './until.js';

type Phase = CallState['phase'];

/** How a call went through an outage. All times in milliseconds. */
export interface Passage {
  /** From the pulled wire to `reconnecting`. */
  readonly noticedMs: number;
  /** From the wire's return to pictures that move again. */
  readonly pictureMs: number;
  readonly phases: readonly Phase[];
}

/** Waits, as long as the world outside takes. */
export function pass(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** The phases of a call from now on. */
export function phasesOf(call: Call): Phase[] {
  const phases: Phase[] = [];
  call.addEventListener('statechange', () => phases.push(call.state.phase));
  return phases;
}

/** The messages of the other page from now on. */
export function messagesOf(call: Call): unknown[] {
  const messages: unknown[] = [];
  call.addEventListener('message', ({ data }) => messages.push(data));
  return messages;
}

/** How many packets of sound and picture were lost on their way here. */
export async function lostPackets({ peerConnection }: Call): Promise<number> {
  let lost = 0;
  (await peerConnection?.getStats())?.forEach((stats: Readonly<Record<string, unknown>>) => {
    if (stats['type'] === 'inbound-rtp') lost += Number(stats['packetsLost']);
  });
  return lost;
}

/** The longest time in which nothing came in, until the signal. In milliseconds. */
export async function longestGap(call: Call, signal: AbortSignal): Promise<number> {
  let longest = 0;
  let last = { packets: 0, at: performance.now() };
  while (!signal.aborted) {
    let packets = 0;
    (await call.peerConnection?.getStats())?.forEach((stats: Readonly<Record<string, unknown>>) => {
      if (stats['type'] === 'inbound-rtp') packets += Number(stats['packetsReceived']);
    });
    const at = performance.now();
    longest = Math.max(longest, at - last.at);
    if (packets > last.packets) last = { packets, at };
    await pass(50);
  }
  return longest;
}

/** Lets a call go through an outage of the media, and of signaling as well if `offline`; both sides are on this page. */
export async function pullTheWire(
  calls: readonly [Call, Call],
  ms: number,
  {
    offline = false,
    meanwhile = async () => {},
  }: { offline?: boolean; meanwhile?: () => Promise<void> } = {},
): Promise<readonly [Passage, Passage]> {
  const phases = [phasesOf(calls[0]), phasesOf(calls[1])] as const;
  for (const call of calls) play(call);
  for (const call of calls) await until('the picture moves', async () => (await decodedFrames(call)) > 2);

  // Not the other way round: it says at the same time that the page is online.
  await setPacketLoss(100);
  if (offline) await setOffline(true);
  const pulledAt = performance.now();
  const noticed = calls.map(async (call) => {
    await until('the outage is noticed', () => call.state.phase === 'reconnecting');
    return performance.now() - pulledAt;
  });
  const back = pass(ms);
  await meanwhile();
  await back;
  const before = await Promise.all(
    calls.map(async (call) => ({ connection: call.peerConnection, frames: await decodedFrames(call) })),
  );
  await setPacketLoss(0);
  if (offline) await setOffline(false);
  const backAt = performance.now();
  const moving = calls.map(async (call, index) => {
    const last = before[index];
    await until('the picture moves again', async () => {
      const frames = await decodedFrames(call);
      return frames > (call.peerConnection === last?.connection ? (last?.frames ?? 0) : 0);
    });
    return performance.now() - backAt;
  });
  const [noticedMs, pictureMs] = await Promise.all([Promise.all(noticed), Promise.all(moving)]);
  for (const call of calls) await until('the call goes on', () => call.state.phase === 'active');

  const passage = (index: 0 | 1): Passage => ({
    noticedMs: noticedMs[index] ?? Infinity,
    pictureMs: pictureMs[index] ?? Infinity,
    phases: phases[index],
  });
  return [passage(0), passage(1)];
}
