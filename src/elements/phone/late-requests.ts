import { PhoneError } from '../../base/errors.js';
import { hasAgreed } from '../../call/call-state.js';
import type { Call } from '../../call/call.js';
import type { Phone } from '../../phone/phone.js';
import type { Answers, LateRequest } from './requests.js';

/** What people ask for in calls, in rooms and in broadcasts. */
export const lateAnswers: Answers<LateRequest> = {
  'rtc-flip-request': (_, phone) => phone().media.flip(),
  'rtc-screen-share-request': ({ sharing, audio = false }, phone) => {
    const { media } = phone();
    return sharing ? media.shareScreen({ audio }).catch(unlessDismissed) : media.stopSharing();
  },
  'rtc-photo-request': async ({ to, photo, onDelivery, ...options }, phone) =>
    onDelivery?.(await phone().sendPhoto(to, photo, options)),
  'rtc-hold-request': ({ call, held }) => (held ? call.hold() : call.resume()),
  'rtc-switch-request': ({ call }, phone) => phone().switchTo(call),
  'rtc-join-request': ({ room, ...choice }, phone) => phone().places.join(room, choice),
  'rtc-leave-request': (_, phone) => phone().places.room?.leave(),
  'rtc-live-request': ({ live, ...options }, phone) => {
    const { places } = phone();
    return live ? places.goLive(options) : places.broadcast?.stop();
  },
  'rtc-remove-request': ({ call }, phone) => phone().places.broadcast?.remove(call),
  'rtc-watch-request': ({ number }, phone) => {
    const { places } = phone();
    return number === undefined ? places.viewing?.stop() : places.watch(number);
  },
};

/** Who has looked at the screens there are, and chosen none, knows that nothing is shared. */
function unlessDismissed(error: unknown): void {
  if (!(error instanceof PhoneError) || error.code !== 'media-dismissed') throw error;
}

/**
 * Answers a call in the middle of others, which hear nothing of it: they are put on hold before, and end after it when
 * that is wanted.
 *
 * Nothing is lost when the call cannot be answered: the others go on.
 *
 * @throws What `accept` throws.
 */
export async function answerInstead(
  phone: Phone,
  call: Call,
  others: 'hold' | 'end',
  accept: () => Promise<void>,
): Promise<void> {
  const before = phone.calls.filter(
    (each) => each !== call && each.state.phase !== 'incoming' && isOwn(each),
  );
  const interrupted = before.filter(({ state, held }) => hasAgreed(state) && !held);
  await Promise.all(interrupted.map(putOnHold));
  try {
    await accept();
  } catch (error) {
    // A camera that does not come back is told by the call.
    await Promise.allSettled(interrupted.map((each) => each.resume()));
    throw error;
  }
  if (others === 'hold') return;
  phone.places.room?.leave();
  await Promise.all(before.map((each) => each.hangUp()));
}

async function putOnHold(call: Call): Promise<void> {
  try {
    await call.hold();
  } catch (error) {
    // One that has ended meanwhile hears nothing either.
    if (hasAgreed(call.state)) throw error;
  }
}

/** Whoever watches a broadcast of ours has nothing to do with it, and neither has what we watch. */
const isOwn = ({ purpose }: Call): boolean => purpose !== 'broadcast';
