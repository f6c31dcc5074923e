import { PhoneError } from '../base/errors.js';
import type { Phone } from '../phone/phone.js';
import type { RtcDetail, RtcRequest } from './events.js';

type Answers = {
  readonly [Type in RtcRequest]: (detail: RtcDetail<Type>, phone: () => Phone) => unknown;
};

/** What each request means, in terms of the core. */
const answers: Answers = {
  'rtc-dial-request': ({ number, ...choice }, phone) => phone().dial(number, choice),
  'rtc-accept-request': ({ call, audio, video }) => call.accept({ audio, video }),
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
  'rtc-video-request': ({ call, on }) => call.setVideo(on),
  'rtc-photo-request': ({ call, photo }) => call.sendPhoto(photo),
};

/** All requests there are. */
export const requestTypes = Object.keys(answers) as readonly RtcRequest[];

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
  await answers[type](detail, () => {
    if (phone) return phone;
    throw new PhoneError('no-phone', 'Put the element inside <rtc-phone>, or name one by the for attribute.');
  });
}
