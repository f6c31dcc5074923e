import type { CallState, PhoneState, RtcPhoneElement } from '../src/index.js';
import { askToCall } from './ask-to-call.js';

interface Pair {
  readonly alice: RtcPhoneElement;
  readonly bob: RtcPhoneElement;
}

/** What the button and the words beside it say. */
interface Moment {
  readonly button: string;
  readonly next: string;
  readonly mood: 'wait' | 'call' | 'live';
}

/** The page's one big button: calls Bob from Alice's phone, ends Alice's call, and says what to do next. */
export function startCallButton(button: HTMLButtonElement, next: HTMLElement, { alice, bob }: Pair): void {
  const show = () => {
    const moment = momentOf(alice, bob);
    button.textContent = moment.button;
    button.disabled = moment.mood === 'wait';
    button.classList.toggle('live', moment.mood === 'live');
    // Only what is new: the words are read aloud whenever they are set.
    if (next.textContent !== moment.next) next.textContent = moment.next;
  };

  for (const type of ['rtc-phone-changed', 'rtc-call-changed'] as const)
    document.addEventListener(type, show);
  document.addEventListener('rtc-incoming', ({ target }) => reveal(target as Element));
  button.addEventListener('click', () => {
    if (alice.phone?.calls.length) void alice.hangUp();
    else askToCall(alice, 'bob', { video: true });
  });
}

function momentOf(alice: RtcPhoneElement, bob: RtcPhoneElement): Moment {
  const call = alice.phone?.call;
  if (call && call.state.phase !== 'ended') {
    const isRinging = bob.phone?.calls.some(({ state }) => state.phase === 'incoming') ?? false;
    return liveMoment(call.state, isRinging);
  }
  const button = 'Call Bob';
  const phases: (PhoneState['phase'] | undefined)[] = [alice.phone?.state.phase, bob.phone?.state.phase];
  if (phases.includes('failed'))
    return { button, next: 'A phone could not connect: it says why.', mood: 'wait' };
  if (phases.some((phase) => phase !== 'ready')) return { button, next: 'Connecting…', mood: 'wait' };
  const next = call ? 'That was a call. Make another one?' : 'Press it, then answer on Bob’s phone.';
  return { button, next, mood: 'call' };
}

function liveMoment({ phase }: CallState, isBobRinging: boolean): Moment {
  if (phase === 'incoming')
    return { button: 'Decline', next: 'Somebody calls Alice: answer on her phone.', mood: 'live' };
  if (isBobRinging) return { button: 'Cancel', next: 'Bob’s phone is ringing. Answer it!', mood: 'live' };
  const next =
    phase === 'active'
      ? 'Connected. Both phones use one microphone: headphones keep the echo away.'
      : 'Connecting…';
  return { button: 'Hang up', next, mood: 'live' };
}

/** On a small screen the phone that rings may be out of sight; its stage is at its top. */
function reveal(phone: Element): void {
  const { top } = phone.getBoundingClientRect();
  if (top >= 0 && top < innerHeight / 2) return;
  const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  phone.scrollIntoView({ behavior: isCalm ? 'instant' : 'smooth' });
}
