import { unlessAborted } from '../base/lifetime.js';
import type { PhoneError } from '../base/errors.js';
import type { MediaChoice } from '../media/media-choice.js';
import type { Conversation } from './conversation.js';

/** When a ring that no device reacts to is said again, in milliseconds after the one before. */
const RING_AGAIN_MS = [1_000, 1_000, 1_000, 1_500, 1_500];

/** When an answer that the caller does not react to is said again, in milliseconds after the one before. */
const ACCEPT_AGAIN_MS = [1_500, 1_500, 2_000, 2_000, 3_000, 3_000];

/** What rings: a message of somebody who wants to talk. */
export interface Ring extends MediaChoice {
  /** The caller's device. */
  readonly device: string;
  /** The caller's packed offer. */
  readonly offer: string;
}

/**
 * Rings at the other number, with a complete offer. Asks the person for the devices first, if the browser must: nobody is
 * rung who could not be talked to.
 *
 * Rejects also when the call ends on the way.
 */
export async function ringUp(inside: Conversation, choice: MediaChoice): Promise<void> {
  const { media, connection, speech, life } = inside;
  media.choose(choice);
  const devices = await media.openOrAsk();
  const sdp = await connection.offer(media.plan);
  await inside.prepareGoodbye();
  life.signal.throwIfAborted();
  life.startClock();
  const rung = speech.insist({ type: 'ring', ...choice, sdp }, RING_AGAIN_MS, life.phase);
  await unlessAborted(Promise.all([rung, devices.opened]), life.signal);
}

/**
 * Takes a call that rings, with a complete answer. Asks the person for the devices first, if the browser must.
 *
 * @param agreed Runs as soon as there is nothing left that the person could refuse.
 */
export async function takeUp(
  inside: Conversation,
  { offer }: Ring,
  choice: MediaChoice,
  agreed = () => {},
): Promise<void> {
  const { media, connection, speech, life } = inside;
  media.choose(choice);
  const devices = await media.openOrAsk();
  agreed();
  const rang = life.state.phase === 'incoming';
  if (!life.learn({ type: 'accepted' })) return;
  const sdp = await connection.answer(offer, media.plan);
  const heard = inside.answerHeard;
  await speech.insist({ type: 'accept', ...media.sending, sdp }, ACCEPT_AGAIN_MS, heard);
  // Without it, the answer would wait over there for what was said before it.
  if (rang) speech.remind({ type: 'ringing' }, ACCEPT_AGAIN_MS, heard);
  await devices.opened.catch((error: PhoneError) => media.goOnWithout(error));
}
