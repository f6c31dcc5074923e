import { html, nothing, type TemplateResult } from 'lit';

import { alertIcon } from './icons.js';
import { texts } from './texts.js';
import type { CallState } from '../call/call-state.js';
import type { SignalingKind } from '../phone/phone-options.js';
import type { Phone, PhoneState } from '../phone/phone.js';

/** How the phone looks: `at-rest` one sees oneself and the keypad, `ringing` only who calls, `in-call` oneself in a corner. */
const LOOKS: Partial<Record<CallState['phase'], string>> = { incoming: 'ringing', ended: 'at-rest' };
/** Phases in which there is something to do beside the stage: dial, take a photo. */
const WITH_SIDE: ReadonlySet<CallState['phase']> = new Set(['ended', 'active', 'reconnecting']);

/** Parts of the elements inside, under names that are theirs alone in the whole phone. */
const LOCAL_PARTS = 'stage:preview, video:local-video, controls:local-controls';
const CALL_PARTS =
  'stage:call, video:remote-video, avatar, controls:call-controls, answer-video, answer-voice, decline, microphone, camera, hang-up';
const DIALPAD_PARTS = 'input, keypad, key, video:video-call, voice:voice-call';

/** Loads the elements of a complete phone, where the page has not: one that only lends its phone needs none of them. */
export function defineParts(): Promise<unknown> {
  return Promise.all([
    import('./rtc-call.js'),
    import('./rtc-dialpad.js'),
    import('./rtc-local-camera.js'),
    import('./rtc-snapshot.js'),
  ]);
}

/** Whether the page has put something inside; editors like to add empty paragraphs and line breaks. */
export function holdsContent({ children }: Element): boolean {
  return [...children].some(
    ({ localName, childElementCount, textContent }) =>
      localName !== 'br' && (localName !== 'p' || childElementCount > 0 || textContent.trim() !== ''),
  );
}

interface CompletePhone {
  readonly phone: Phone | undefined;
  /** Also while the phone is being made, or when it cannot be. */
  readonly number: string | undefined;
  readonly hasFailed: boolean;
  /** What is wrong, rendered. */
  readonly problem: TemplateResult;
  readonly autocam: boolean;
}

/** A phone with everything: who one is, preview, call, keypad, photos. */
export function completePhone({ phone, number, hasFailed, problem, autocam }: CompletePhone): TemplateResult {
  const phase = phone?.call?.state.phase ?? 'ended';
  const filmed = phone?.media.camera.status === 'on' ? 'filmed' : '';
  return html`
    <div class="room">
      <section
        class="phone ${LOOKS[phase] ?? 'in-call'} ${filmed}"
        part="phone"
        tabindex="-1"
        data-rtc-home
        aria-label=${[texts().phone.label, number].join(' ').trim()}
      >
        ${
          number
            ? header(number, phone?.state.phase ?? (hasFailed ? 'offline' : 'connecting'), phone?.signaling)
            : html`<p class="hint" part="notice">${texts().phone.noNumber}</p>`
        }
        ${problem}
        <div class="stage" part="stage">
          <rtc-local-camera exportparts=${LOCAL_PARTS} .autostart=${autocam}></rtc-local-camera>
          <rtc-call exportparts=${CALL_PARTS}></rtc-call>
        </div>
        <div class="side" part="side" ?hidden=${!WITH_SIDE.has(phase)}>
          <rtc-dialpad exportparts=${DIALPAD_PARTS} ?hidden=${phase !== 'ended'}></rtc-dialpad>
          <rtc-snapshot></rtc-snapshot>
        </div>
      </section>
    </div>
  `;
}

function header(number: string, phase: PhoneState['phase'], signaling: SignalingKind | undefined) {
  const words = texts().phone;
  return html`
    <header part="header">
      <span>${words.yourNumber} <bdi part="number">${number}</bdi></span>
      <span class="status hint ${phase}" part="status" role="status">${words[phase]}</span>
      ${signaling === 'local' ? notice(words.local) : nothing}
      ${globalThis.isSecureContext ? nothing : notice(texts().errors['insecure-context'])}
    </header>
  `;
}

const notice = (words: string) => html`<span class="notice hint" part="notice">${words}</span>`;

/** Why the phone cannot connect, and a way to try again; nothing while it can. */
export function phoneTrouble(phone: Phone | undefined, retry: (phone: Phone) => void): unknown {
  if (phone?.state.phase !== 'failed') return nothing;
  return html`
    <div class="problem trouble" part="trouble" role="alert">
      ${alertIcon}<span>${texts().errors[phone.state.error.code]}</span>
      <button class="plain words" type="button" @click=${() => retry(phone)}>${texts().phone.retry}</button>
    </div>
  `;
}
