import { html, nothing, type TemplateResult } from 'lit';

import { alertIcon } from '../base/icons.js';
import { call as callTexts } from '../english/call.js';
import { camera as cameraTexts } from '../english/camera.js';
import { addTexts, texts } from '../base/texts.js';
import type { RtcAsk } from './device-switches.js';
import type { PhoneError, PhoneErrorCode } from '../../base/errors.js';
import type { Call } from '../../call/call.js';
import type { DeviceState, LocalMedia } from '../../media/local-media.js';

addTexts({ call: callTexts, camera: cameraTexts });

/** What no press of a button in this page can cure. */
export const FINAL: ReadonlySet<PhoneErrorCode> = new Set([
  'media-blocked',
  'insecure-context',
  'unsupported',
]);

/** Whether a device serves the person, as far as it is open. */
export const isUsable = (device: DeviceState | undefined): boolean =>
  device?.enabled !== false && device?.status !== 'failed';

/** What is wrong with the devices of somebody who talks. */
interface DeviceTrouble {
  /** What the other side misses, why, and what to do. */
  readonly words: string;
  /** Why the devices failed, if they did. */
  readonly codes: readonly PhoneErrorCode[];
  /** Whether another try may help. */
  readonly curable: boolean;
}

/** What keeps this person from being heard and seen though they want to be. Undefined when nothing does. */
function deviceTrouble({ sending }: Call, { microphone, camera }: LocalMedia): DeviceTrouble | undefined {
  const { call, errors } = texts();
  const parts = [
    sending.audio && partOf(microphone, call.notHeard, call.microphonePaused),
    sending.video && partOf(camera, call.notSeen, call.cameraPaused),
  ].filter((part) => part !== undefined && part !== false);
  if (parts.length === 0) return undefined;

  const codes = [...new Set(parts.flatMap(({ code }) => code ?? []))];
  const words = [...parts.map(({ lost }) => lost), ...codes.map((code) => errors[code])].join(' ');
  return { words, codes, curable: codes.some((code) => !FINAL.has(code)) };
}

interface Part {
  readonly lost: string;
  readonly code?: PhoneErrorCode;
}

function partOf(
  { status, enabled, interrupted, error }: DeviceState,
  lost: string,
  paused: string,
): Part | undefined {
  if (!enabled) return undefined;
  if (status === 'failed' && error) return { lost, code: error.code };
  return interrupted ? { lost: paused } : undefined;
}

/**
 * What is wrong with the own devices of somebody in this call, as long as it is, with a way to try again; and what has
 * failed last, unless that is the same.
 *
 * @param said The latter, rendered.
 */
export function troubleLines(
  call: Call | undefined,
  media: LocalMedia | undefined,
  ask: RtcAsk,
  problem: PhoneError | undefined,
  said: unknown,
): unknown {
  const trouble = call && media && deviceTrouble(call, media);
  if (!trouble) return said;
  const line = troubleLine(trouble, () => retryDevices(ask, media));
  return problem && trouble.codes.includes(problem.code) ? line : [line, said];
}

function troubleLine({ words, codes, curable }: DeviceTrouble, retry: () => void): TemplateResult {
  // What comes back by itself must not cut in on the conversation.
  return html`
    <div class="problem" part="trouble" role=${codes.length > 0 ? 'alert' : 'status'}>
      ${alertIcon}<span>${words}</span>
      ${
        curable
          ? html`<button class="plain words" type="button" @click=${retry}>${texts().camera.retry}</button>`
          : nothing
      }
    </div>
  `;
}

/** Tries the device again that somebody in a call misses. */
function retryDevices(ask: RtcAsk, media: LocalMedia | undefined): void {
  const isMicrophone = media?.microphone.status === 'failed' && media.microphone.enabled;
  void ask(isMicrophone ? 'rtc-microphone-request' : 'rtc-camera-request', { enabled: true });
}
