import { PhoneError } from '../../base/errors.js';
import type { Phone } from '../../phone/phone.js';
import type { RtcDetail, RtcRequest } from '../events.js';
import type { answerInstead as AnswerInstead } from './late-requests.js';
import { answeredCalls } from './marks.js';

/** What requests mean, in terms of the core. */
export type Answers<Requests extends RtcRequest> = {
  readonly [Type in Requests]: (detail: RtcDetail<Type>, phone: () => Phone) => unknown;
};

/** Requests that nobody makes before a call: what they mean comes with the first of them. */
const LATE = [
  'rtc-flip-request',
  'rtc-screen-share-request',
  'rtc-photo-request',
  'rtc-hold-request',
  'rtc-switch-request',
  'rtc-join-request',
  'rtc-leave-request',
  'rtc-live-request',
  'rtc-remove-request',
  'rtc-watch-request',
] as const satisfies readonly RtcRequest[];

export type LateRequest = (typeof LATE)[number];

const answers: Answers<Exclude<RtcRequest, LateRequest>> = {
  'rtc-dial-request': ({ number, ...choice }, phone) => phone().dial(number, choice),
  'rtc-accept-request': ({ call, audio, video, others }, phone) => {
    answeredCalls.set(call, true);
    const accept = () => call.accept({ audio, video });
    const accepted = others ? answerInstead(phone(), call, others, accept) : accept();
    return accepted.finally(() => answeredCalls.set(call, false));
  },
  'rtc-reject-request': ({ call }) => call.reject(),
  'rtc-hang-up-request': ({ call }, phone) => (call ?? phone()).hangUp(),
  'rtc-microphone-request': ({ enabled }, phone) => {
    const { media } = phone();
    media.setMicrophoneEnabled(enabled);
    return enabled && media.microphone.status === 'failed' && media.retry();
  },
  'rtc-camera-request': async ({ enabled }, phone) => {
    const { media } = phone();
    await media.setCameraEnabled(enabled);
    if (enabled && media.camera.status === 'failed') await media.retry();
  },
  'rtc-device-request': ({ kind, deviceId }, phone) => phone().media.use(kind, deviceId),
  'rtc-video-request': ({ call, on }, phone) => (call ?? phone()).setVideo(on),
  'rtc-chat-request': ({ number, text, line }, phone) => {
    const { chats, places } = phone();
    return line ? chats.retry(line) : chats.send(number ?? places.room ?? '', text);
  },
};

const late = () => import('./late-requests.js');

async function answerInstead(...given: Parameters<typeof AnswerInstead>): Promise<void> {
  await (await late()).answerInstead(...given);
}

/** All requests there are. */
export const requestTypes: readonly RtcRequest[] = [...(Object.keys(answers) as RtcRequest[]), ...LATE];

/**
 * Does what a request asks for.
 *
 * @throws {PhoneError} What the core throws; `no-phone` when the request needs a phone and there is none.
 */
export async function carryOut<Type extends RtcRequest>(
  type: Type,
  detail: RtcDetail<Type>,
  phone: Phone | undefined,
): Promise<void> {
  const all = type in answers ? answers : (await late()).lateAnswers;
  await (all as Answers<RtcRequest>)[type](detail, () => {
    if (phone) return phone;
    throw new PhoneError('no-phone', 'Put the element inside <rtc-phone>, or name one by the for attribute.');
  });
}
