import type { PhoneError, PhoneErrorCode } from '../../base/errors.js';
import type { RtcDetail, RtcEventMap } from '../events.js';
import type { tellPlaceNews as TellPlaceNews } from '../place/place-news.js';
import { quietCalls } from './quiet-calls.js';
import type { CallState } from '../../call/call-state.js';
import type { Call } from '../../call/call.js';
import type { ChatLine } from '../../phone/post/chats.js';
import type { Phone, PhoneState, Refusal } from '../../phone/phone.js';

/** Dispatches an event. False when it was cancelable and a listener refused it. */
export type RtcEmit = <Type extends keyof RtcEventMap>(
  type: Type,
  detail: RtcDetail<Type>,
  cancelable?: boolean,
) => boolean;

/**
 * Tells the page, by `rtc-*` events, all that happens in a phone and its calls, until the signal aborts.
 *
 * @param fail Says a failure in words as well.
 */
export function tellNews(
  phone: Phone,
  emit: RtcEmit,
  fail: (error: PhoneError) => void,
  signal: AbortSignal,
): void {
  const known = new WeakSet<Call>();
  let told: PhoneState['phase'] | undefined;
  let placeNews: Promise<void> | undefined;

  const onPhone = () => {
    const { state, number } = phone;
    // Only the count of tries is news in the same phase.
    if (state.phase === told && state.phase !== 'reconnecting') return;
    told = state.phase;
    emit('rtc-phone-changed', { state });
    if (state.phase === 'ready') emit('rtc-ready', { number });
  };
  const onCalls = () => {
    for (const call of phone.calls) {
      if (known.has(call)) continue;
      known.add(call);
      tellCallNews(call, emit, signal);
    }
    const { room, broadcast, viewing } = phone.places;
    if (room ?? broadcast ?? viewing) placeNews ??= tellPlaceNews(phone, emit, signal);
  };
  const onMedia = () => {
    const { microphone, camera, screen } = phone.media;
    emit('rtc-media-changed', { microphone, camera, screen });
  };

  phone.addEventListener('statechange', onPhone, { signal });
  phone.addEventListener('callschange', onCalls, { signal });
  // Only the first of each kind: strangers can send as much rubbish as they like.
  const refused = new Set<PhoneErrorCode>();
  const onRefused = ({ detail: { error } }: CustomEvent<Refusal>) => {
    if (refused.has(error.code)) return;
    refused.add(error.code);
    // Another secret is a mistake that people can mend.
    if (error.code === 'bad-seal') fail(error);
    else emit('rtc-error', error);
  };
  phone.addEventListener('refused', onRefused, { signal });
  // What nobody waits for, as answering by itself.
  phone.addEventListener('error', ({ detail }) => fail(detail), { signal });
  phone.addEventListener('tokenexpiring', ({ detail }) => emit('rtc-token-expiring', detail), { signal });
  phone.addEventListener(
    'screen',
    (event) => emit('rtc-screen', event.detail, true) || event.preventDefault(),
    {
      signal,
    },
  );
  phone.addEventListener('incoming', (event) => onIncoming(event, emit), { signal });
  phone.addEventListener('message', ({ detail }) => emit('rtc-message-received', detail), { signal });
  phone.chats.addEventListener('line', ({ detail }) => onLine(detail, emit), { signal });
  phone.addEventListener('photooffered', ({ detail }) => emit('rtc-photo-offered', detail), { signal });
  phone.media.addEventListener('statechange', onMedia, { signal });
  onPhone();
  onCalls();
}

/** What tells of places comes with the first of them. */
async function tellPlaceNews(...given: Parameters<typeof TellPlaceNews>): Promise<void> {
  const { tellPlaceNews: tell } = await import('../place/place-news.js');
  tell(...given);
}

function onLine({ from, number, data: text, room }: ChatLine, emit: RtcEmit): void {
  if (from === 'them') emit('rtc-chat-received', { number, text, ...(room !== undefined && { room }) });
}

function onIncoming(event: CustomEvent<Call>, emit: RtcEmit): void {
  if (emit('rtc-incoming', { call: event.detail }, true)) return;
  event.preventDefault();
  quietCalls.add(event.detail);
}

function tellCallNews(call: Call, emit: RtcEmit, signal: AbortSignal): void {
  let hasStarted = false;
  let hasEnded = false;

  const onState = () => {
    const { state, number } = call;
    emit('rtc-call-changed', { call, state });
    if (state.phase === 'active' && !hasStarted) {
      hasStarted = true;
      emit('rtc-call-started', { call });
    }
    if (state.phase !== 'ended' || hasEnded) return;
    // Two who hang up in the same moment may yet agree on another word for it; the call is over once.
    hasEnded = true;
    emit('rtc-call-ended', endOf(call, number, state));
  };

  call.addEventListener('statechange', onState, { signal });
  let held = isHeld(call);
  const onMedia = () => {
    const before = held;
    held = isHeld(call);
    if (held !== before) emit('rtc-call-changed', { call, state: call.state });
  };
  call.addEventListener('mediachange', onMedia, { signal });
  const onMessage = ({ data }: MessageEvent<unknown>) => {
    emit('rtc-message-received', { from: call.number, data, at: Date.now(), call });
  };
  call.addEventListener('message', onMessage, { signal });
  call.addEventListener(
    'photo',
    ({ detail }) => emit('rtc-photo-received', { from: call.number, call, photo: detail }),
    {
      signal,
    },
  );
  call.addEventListener('error', ({ detail }) => emit('rtc-error', detail), { signal });
  onState();
}

/** By this side, and by the other. */
const isHeld = ({ held, remoteMedia }: Call): string => `${held} ${remoteMedia.held}`;

const endOf = (call: Call, number: string, { reason, by }: Extract<CallState, { phase: 'ended' }>) => ({
  call,
  number,
  reason,
  by,
});
