import { later, unlessAborted } from '../base/lifetime.js';
import type { PhoneError } from '../base/errors.js';
import type { MediaChoice } from '../media/media-choice.js';
import type { Message, Purpose } from '../wire/message.js';
import { planFor } from './call-media.js';
import type { Conversation } from './conversation.js';
import type { Speech } from './speech.js';

/** When a ring that no device reacts to is said again, in milliseconds after the one before. */
const RING_AGAIN_MS = [1_000, 1_000, 1_000, 1_500, 1_500];

/** When an answer that the caller does not react to is said again, in milliseconds after the one before. */
const ACCEPT_AGAIN_MS = [1_500, 1_500, 2_000, 2_000, 3_000, 3_000];
/** The same when it was said by the direct way: that this one carries nothing is known after a second at the earliest. */
const DIRECT_AGAIN_MS = [1_000, ...ACCEPT_AGAIN_MS];
/** How long the word that this phone rings waits for the answer that goes with it, in milliseconds. */
const EARLY_MS = 150;

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
export async function ringUp(
  inside: Conversation,
  choice: MediaChoice,
  purpose: Purpose = {},
): Promise<void> {
  const { media, connection, speech, life } = inside;
  media.choose(choice);
  const devices = await media.openOrAsk();
  const sdp = await connection.offer(media.plan);
  await inside.prepareGoodbye();
  life.signal.throwIfAborted();
  life.startClock();
  const rung = speech.insist({ type: 'ring', ...choice, sdp, ...purpose }, RING_AGAIN_MS, life.phase);
  await unlessAborted(Promise.all([rung, devices.opened]), life.signal);
}

/**
 * Lets the caller know that this phone rings.
 *
 * @param trusted With an answer to this ring, if the caller may learn this device's address: what is left to do when the
 * person accepts needs no signaling then. No device is opened for it.
 */
export async function ringHere(inside: Conversation, trusted?: Ring): Promise<void> {
  const { connection, life } = inside;
  life.startClock();
  await inside.prepareGoodbye();
  // Made once: why it cannot be is told to whoever accepts. Where nobody is trusted there is none to wait for.
  const answer = trusted && connection.answer(trusted.offer, planFor(trusted)).catch(() => undefined);
  const patience = new Promise<undefined>((resolve) => {
    later(EARLY_MS, life.signal, () => resolve(undefined));
  });
  const quick = await Promise.race([answer, patience]);
  await sayRinging(inside, quick);
  const late = quick ?? (await answer);
  if (late !== quick) await sayRinging(inside, late);
}

async function sayRinging({ life, speech, isOver }: Conversation, sdp?: string): Promise<void> {
  // Refused in the meantime: the caller has heard it, and nobody rings any more.
  if (isOver) return;
  const isOpen = life.state.phase === 'incoming';
  await speech.say(sdp !== undefined && isOpen ? { type: 'ringing', sdp } : { type: 'ringing' });
}

/**
 * Takes a call that rings: by the direct way, to a caller who has the answer already; else with a complete answer. Asks
 * the person for the devices first, if the browser must.
 *
 * @param agreed Runs as soon as there is nothing left that the person could refuse.
 */
export async function takeUp(
  inside: Conversation,
  { offer }: Ring,
  choice: MediaChoice,
  agreed = () => {},
): Promise<void> {
  const { media, connection, speech, life, way } = inside;
  media.choose(choice);
  const devices = await media.openOrAsk();
  agreed();
  const rang = life.state.phase === 'incoming';
  if (!life.learn({ type: 'accepted' })) return;
  const heard = inside.answerHeard;
  const accept = { type: 'accept', ...media.sending } as const;
  const isDirect = connection.hasAnswered && way.accept(accept, heard);
  const answer = { ...accept, sdp: await connection.answer(offer, media.plan) };
  if (isDirect) speech.remind(answer, DIRECT_AGAIN_MS, heard);
  const told = isDirect ? undefined : speech.insist(answer, ACCEPT_AGAIN_MS, heard);
  way.begin();
  await told;
  // Without it, the answer would wait over there for what was said before it.
  if (rang) for (const ringing of ringings(speech)) speech.remind(ringing, ACCEPT_AGAIN_MS, heard);
  await devices.opened.catch((error: PhoneError) => media.goOnWithout(error));
  media.greet();
}

/** As which it was said that this phone rings, or is about to be. */
function ringings(speech: Speech): readonly Message[] {
  const said = speech.said('ringing');
  return said.length > 0 ? said : [{ type: 'ringing' }];
}
