import { html, nothing, type TemplateResult } from 'lit';

import { TALKING } from '../call/call-phases.js';
import { sharedCalls } from '../phone/phone-calls.js';
import { checkIcon, sendIcon } from './photo-icons.js';
import './photo-parts.js';
import { texts } from '../base/texts.js';
import type { Call } from '../../call/call.js';
import type { Phone } from '../../phone/phone.js';
import type { Delivery } from '../../phone/post/post-office.js';

/** Who gets a photo. */
export interface PhotoTarget {
  readonly to: string | readonly Call[];
  /** Another one for other people, the same for the same. */
  readonly key: string;
  /** Whom the button names. Undefined for all. */
  readonly name: string | undefined;
}

/**
 * Who gets a photo now; undefined while nobody can.
 *
 * @param wish A number, `all` for everybody in a call with this person, or undefined for the call that is followed.
 */
export function photoTarget(
  wish: string | undefined,
  phone: Phone | undefined,
  followed: Call | undefined,
): PhotoTarget | undefined {
  if (wish === undefined) return followed && isTalking(followed) ? toCalls([followed]) : undefined;
  const calls = sharedCalls(phone).filter(isTalking);
  if (wish === 'all') return calls.length > 0 ? toCalls(calls) : undefined;
  const call = calls.find(({ number }) => number === wish);
  if (call) return toCalls([call]);
  return phone?.state.phase === 'ready' ? { to: wish, key: wish, name: wish } : undefined;
}

function toCalls(calls: readonly Call[]): PhotoTarget {
  const key = calls.map(({ id }) => id).join();
  return { to: calls, key, name: calls.length === 1 ? calls[0]?.number : undefined };
}

const isTalking = ({ state }: Call): boolean => TALKING.has(state.phase);

/** How far a photo has come. */
export type Sending = { readonly key: string } & (
  { readonly sentBytes: number; readonly totalBytes: number } | { readonly delivery: Delivery }
);

/** The button that sends a photo; while it leaves, a bar that says how much of it has left; then what became of it. */
export function sendControl(
  target: PhotoTarget | undefined,
  sending: Sending | undefined,
  send: (target: PhotoTarget) => void,
): unknown {
  const progress = sending && 'totalBytes' in sending ? sending : undefined;
  if (!target && !progress) return nothing;
  if (sending && 'delivery' in sending && sending.key === target?.key)
    return renderDelivery(sending.delivery);
  // It stays where it is while the photo leaves: a second press of the same key must not meet another button.
  return html`
    <button
      class="primary"
      part="send"
      type="button"
      aria-disabled=${progress ? 'true' : 'false'}
      @click=${() => target && !progress && send(target)}
    >
      ${sendIcon}<span>${progress ? texts().snapshot.sending : labelOf(target)}</span>
    </button>
    ${progress ? renderProgress(progress.sentBytes, progress.totalBytes) : nothing}
  `;
}

function renderDelivery(delivery: Delivery): TemplateResult {
  const { sent, kept } = texts().snapshot;
  // A tick is for what has arrived.
  return delivery === 'kept'
    ? html`<span class="sent kept" role="status">${kept}</span>`
    : html`<span class="sent" role="status">${checkIcon}${sent}</span>`;
}

function labelOf(target: PhotoTarget | undefined): unknown {
  const { send, sendAll } = texts().snapshot;
  return target?.name === undefined ? sendAll : html`${send} <bdi>${target.name}</bdi>`;
}

/** A bar without an end while nothing is known of it: by signaling a photo leaves in one piece. */
function renderProgress(sentBytes: number, totalBytes: number): TemplateResult {
  return html`<progress
    part="progress"
    aria-label=${texts().snapshot.sending}
    max=${totalBytes}
    value=${sentBytes > 0 ? sentBytes : nothing}
  ></progress>`;
}
