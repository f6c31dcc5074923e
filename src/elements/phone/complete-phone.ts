import { html, nothing, type TemplateResult } from 'lit';

import { alertIcon } from '../base/icons.js';
import type { PersonAdder } from './person-adder.js';
import { needsGrid, talkOf } from './phone-calls.js';
import type { placeScene as PlaceScene } from '../place/place-scene.js';
import { texts } from '../base/texts.js';
import type { CallState } from '../../call/call-state.js';
import type { SignalingKind } from '../../phone/phone-options.js';
import type { Phone, PhoneState } from '../../phone/phone.js';

/** How the phone looks: `at-rest` one sees oneself and the keypad, `ringing` only who calls, `in-call` oneself in a corner. */
const LOOKS: Partial<Record<CallState['phase'], string>> = { incoming: 'ringing', ended: 'at-rest' };
/** Phases in which there is something to do beside the stage: dial, take a photo. */
const WITH_SIDE: ReadonlySet<CallState['phase']> = new Set(['ended', 'active', 'reconnecting']);

/** Parts of the elements inside, under names that are theirs alone in the whole phone. */
const LOCAL_PARTS = 'stage:preview, video:local-video, controls:local-controls';
const CALL_PARTS =
  'stage:call, video:remote-video, avatar, controls:call-controls, answer-video, answer-voice, decline, microphone, camera, speaker, hold, resume, add, hang-up, waiting, others';
const DIALPAD_PARTS = 'input, keypad, key, video:video-call, voice:voice-call';

/**
 * Loads the elements of a complete phone, where the page has not: one that only lends its phone needs none of them. And
 * what opens the keypad in the middle of a call.
 */
export async function defineParts(): Promise<typeof PersonAdder> {
  const [{ PersonAdder: Adder }] = await Promise.all([
    import('./person-adder.js'),
    import('../rtc-call.js'),
    import('../rtc-dialpad.js'),
    import('../rtc-local-camera.js'),
    import('../rtc-snapshot.js'),
  ]);
  return Adder;
}

/** Whether something is to be shown besides the call of two people: a place, or several calls at once. */
export function needsPlaces({ phone, room, broadcast, watch }: PhoneView): boolean {
  return Boolean(room || broadcast || watch) || needsGrid(phone);
}

/** Loads what shows it. */
export async function loadPlaces(): Promise<typeof PlaceScene> {
  const { placeScene } = await import('../place/place-scene.js');
  return placeScene;
}

/** Whether the page has put something inside; editors like to add empty paragraphs and line breaks. */
export function holdsContent({ children }: Element): boolean {
  return [...children].some(
    ({ localName, childElementCount, textContent }) =>
      localName !== 'br' && (localName !== 'p' || childElementCount > 0 || textContent.trim() !== ''),
  );
}

/** What the complete phone shows of its element. */
export interface PhoneView {
  readonly phone: Phone | undefined;
  readonly number?: string;
  readonly autocam: boolean;
  readonly room?: string;
  readonly broadcast: boolean;
  readonly maxViewers?: number | string;
  readonly watch?: string;
}

interface PhoneNews {
  /** What is wrong, rendered. */
  readonly problem: TemplateResult;
  readonly hasFailed: boolean;
  /** Whether the person wants to call one more in the middle of a call. */
  readonly adding: boolean;
  /** What shows places, once it is there. */
  readonly places: typeof PlaceScene | undefined;
}

/** A phone with everything: who one is, preview, calls, keypad, photos; or a room, a broadcast, and its viewer. */
export function completePhone(view: PhoneView, news: PhoneNews): TemplateResult {
  const { phone } = view;
  // A phone that is being made, or cannot be, has one as well.
  const number = phone?.number ?? view.number;
  const filmed = phone?.media.camera.status === 'on' ? 'filmed' : '';
  const { look, stage, side, isSideOpen } = sceneOf(view, news);
  return html`
    <div class="room">
      <section
        class="phone ${look} ${filmed}"
        part="phone"
        tabindex="-1"
        data-rtc-home
        aria-label=${[texts().phone.label, number].join(' ').trim()}
      >
        ${
          number
            ? header(
                number,
                phone?.state.phase ?? (news.hasFailed ? 'offline' : 'connecting'),
                phone?.signaling,
              )
            : html`<p class="hint" part="notice">${texts().phone.noNumber}</p>`
        }
        ${news.problem}
        <div class="stage" part="stage">${stage}</div>
        <div class="side" part="side" ?hidden=${!isSideOpen}>${side}</div>
      </section>
    </div>
  `;
}

/** What is to be seen below the first line, and how it is laid out. */
function sceneOf(view: PhoneView, { adding, places }: PhoneNews) {
  const phase = talkOf(view.phone)?.state.phase ?? 'ended';
  const look = LOOKS[phase] ?? 'in-call';
  const isSideOpen = WITH_SIDE.has(phase);
  if (!needsPlaces(view)) {
    return { look, stage: renderStage(view.autocam, true), side: renderSide(phase, adding), isSideOpen };
  }
  const place = places?.(view, renderSide('active', adding)) ?? NO_SCENE;
  return {
    look: place.look ?? look,
    stage: place.stage ?? renderStage(view.autocam, false),
    side: place.side,
    isSideOpen: place.side !== nothing && (place.look !== undefined || isSideOpen),
  };
}

/** Until what shows a place is there. */
const NO_SCENE = { look: undefined, stage: undefined, side: nothing };

const renderStage = (autocam: boolean, extendable: boolean) => html`
  <rtc-local-camera exportparts=${LOCAL_PARTS} .autostart=${autocam}></rtc-local-camera>
  <rtc-call exportparts=${CALL_PARTS} ?extendable=${extendable}></rtc-call>
`;

const renderSide = (phase: CallState['phase'], adding: boolean) => html`
  <rtc-dialpad
    exportparts=${DIALPAD_PARTS}
    .additional=${adding}
    ?hidden=${phase !== 'ended' && !adding}
  ></rtc-dialpad>
  <rtc-snapshot></rtc-snapshot>
`;

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
