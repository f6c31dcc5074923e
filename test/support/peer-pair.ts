import { waitUntil } from '@open-wc/testing';

import type { Candidate, Description } from '../../src/base/description.js';
import type { LinePlan } from '../../src/peer/peer.js';
import { RtcPeer, type RtcPeerOptions } from '../../src/peer/rtc-peer.js';

const BOTH = { send: true, receive: true };
const NONE = { send: false, receive: false };

export const AUDIO: LinePlan = { audio: BOTH, video: NONE };
export const AUDIO_VIDEO: LinePlan = { audio: BOTH, video: BOTH };

/** What one peer says to the other after the first exchange. */
export type Letter = { readonly description: Description } | { readonly candidates: readonly Candidate[] };

/** A post office between two peers. A test may take letters out of it, keep them, and bring them twice. */
export type Post = (letter: Letter, deliver: (letter: Letter) => void) => void;

/**
 * Two peers in one page, the letters of each carried to the other.
 *
 * @param post Carries each letter; by default at once.
 */
export function makePair({
  post = (letter, deliver) => deliver(letter),
  caller: callerOptions = {},
  callee: calleeOptions = {},
}: { post?: Post; caller?: RtcPeerOptions; callee?: RtcPeerOptions } = {}) {
  const caller = new RtcPeer(callerOptions);
  const callee = new RtcPeer(calleeOptions);
  const errors: unknown[] = [];
  const offers = { caller: 0, callee: 0 };

  for (const [name, peer, other] of [
    ['caller', caller, callee],
    ['callee', callee, caller],
  ] as const) {
    const deliver = (letter: Letter) => {
      const taken =
        'description' in letter
          ? other.takeDescription(letter.description)
          : other.addCandidates(letter.candidates);
      taken.catch((error: unknown) => errors.push(error));
    };
    peer.addEventListener('description', ({ detail: description }) => {
      if (description.type === 'offer') offers[name] += 1;
      post({ description }, deliver);
    });
    peer.addEventListener('candidates', ({ detail: candidates }) => post({ candidates }, deliver));
    peer.addEventListener('error', ({ detail }) => errors.push(detail));
  }

  return {
    caller,
    callee,
    /** Later offers each of them has made. */
    offers,
    /** What a delivery was refused with, and the error events of both. */
    errors,
    async connect(plan: LinePlan = AUDIO, calleePlan: LinePlan = plan) {
      const answer = await callee.answer(await caller.offer(plan), calleePlan);
      await caller.takeAnswer(answer);
      const isThere = (peer: RtcPeer) => peer.channelOpen && peer.state === 'connected';
      await until('both are connected', () => isThere(caller) && isThere(callee));
    },
    close() {
      caller.close();
      callee.close();
    },
  };
}

/** Waits for what must happen soon. */
export async function until(what: string, happens: () => boolean | Promise<boolean>): Promise<void> {
  await waitUntil(happens, `Waited too long until ${what}.`, { interval: 10, timeout: 8_000 });
}

/** Whether both peers agree on the connection, with nothing on its way. */
export function isStable({ connection }: RtcPeer): boolean {
  return connection?.signalingState === 'stable';
}

/** Plays what arrives: Chromium decodes sound for a listener only. */
export async function play({ remoteStream }: RtcPeer): Promise<void> {
  const element = new Audio();
  element.srcObject = remoteStream;
  await element.play();
}

/** How many frames of video, and samples of sound, a peer has decoded. */
export async function decoded(peer: RtcPeer): Promise<{ frames: number; samples: number }> {
  const sums = { frames: 0, samples: 0 };
  const report = (await peer.connection?.getStats()) ?? new Map<string, unknown>();
  report.forEach((stats: Record<string, unknown>) => {
    if (stats['type'] !== 'inbound-rtp') return;
    if (stats['kind'] === 'video') sums.frames += Number(stats['framesDecoded']);
    // Silence that was made up for lost packets is no sound.
    else sums.samples += Number(stats['totalSamplesReceived']) - Number(stats['concealedSamples']);
  });
  return sums;
}

/** How many packets with something in them have come, by whatever path. */
async function receivedPackets({ connection }: Pick<RtcPeer, 'connection'>): Promise<number> {
  let sum = 0;
  (await connection?.getStats())?.forEach((stats: Record<string, unknown>) => {
    if (stats['type'] === 'candidate-pair') sum += Number(stats['packetsReceived']);
  });
  return sum;
}

/** Waits until so many more packets have come to each. */
export async function untilReceived(
  peers: readonly Pick<RtcPeer, 'connection'>[],
  packets: number,
): Promise<void> {
  const before = await Promise.all(peers.map(receivedPackets));
  await until(`${packets} packets have come to each`, async () => {
    const now = await Promise.all(peers.map(receivedPackets));
    return now.every((sum, index) => sum >= (before[index] ?? 0) + packets);
  });
}

/** Tracks of the browser's fake camera and microphone, stopped after the test file. */
export function fakeTracks(): () => Promise<{ audio: MediaStreamTrack; video: MediaStreamTrack }> {
  let stream: Promise<MediaStream> | undefined;
  after(async () => (await stream)?.getTracks().forEach((track) => track.stop()));
  return async () => {
    stream ??= navigator.mediaDevices.getUserMedia({ audio: true, video: { width: 320, height: 240 } });
    const [audio] = (await stream).getAudioTracks();
    const [video] = (await stream).getVideoTracks();
    if (!audio || !video) throw new Error('The browser has no fake camera and microphone.');
    return { audio, video };
  };
}
