import type { PhoneError } from '../../base/errors.js';
import type { Call } from '../../call/call.js';
import type { Phone } from '../../phone/phone.js';
import { answeredCalls, silencedPhones } from '../phone/marks.js';
import { soundAfter, soundOf } from './rings.js';
import { SoundPlayer } from './sound-player.js';
import { noticeRing } from './tab-notice.js';

/** What the page wants to hear. */
export interface RingSettings {
  /** No sounds at all. */
  readonly silent: boolean;
  /** Addresses of sound files in place of the phone's own. */
  readonly ringtone?: string;
  readonly ringback?: string;
}

export interface RingerInit {
  readonly phone: Phone;
  readonly page: Document;
  /** Read anew before every sound. */
  readonly settings: RingSettings;
  /** Told when a sound cannot be made. */
  readonly onError: (error: PhoneError) => void;
  /** Ends every sound. */
  readonly signal: AbortSignal;
}

/**
 * Makes the sounds of one phone: it rings when somebody calls, lets the caller hear that it rings over there, and says by a
 * tone that nobody came, or that a call is over.
 *
 * However many calls ring, there is one sound. Where the browser forbids it the phone is one of the `silencedPhones`, and
 * the sound begins with the person's first press. A call that the page answers in its own way makes none.
 */
export class Ringer {
  readonly #init: RingerInit;
  readonly #player: SoundPlayer;
  readonly #followed = new WeakSet<Call>();
  /** What is heard until something changes. */
  #loop: ReturnType<typeof soundOf>;
  /** While somebody calls, heard or not. */
  #ring: AbortController | undefined;

  constructor(init: RingerInit) {
    this.#init = init;
    const { phone, page, onError, signal } = init;
    const onBlocked = (isBlocked: boolean) => {
      silencedPhones.set(phone, isBlocked && this.#ring !== undefined);
    };
    this.#player = new SoundPlayer({ page, onError, onBlocked });
    // A page that answers in its own way says so in the same turn.
    const onCalls = () => queueMicrotask(() => signal.aborted || this.update());
    phone.addEventListener('callschange', onCalls, { signal });
    answeredCalls.onChange(() => this.update(), signal);
    signal.addEventListener('abort', () => this.#end(), { once: true });
    this.update();
  }

  /** Looks what is to be heard now. For whoever has changed the settings. */
  update(): void {
    const { phone, settings } = this.#init;
    for (const call of phone.calls) this.#follow(call);
    const sound = soundOf(phone.calls);
    this.#setRinging(sound === 'ringtone' || sound === 'waiting');

    const loop = settings.silent ? undefined : sound;
    if (loop && loop !== this.#loop) this.#player.play(loop, loop === 'waiting' ? '' : settings[loop]);
    // A tone that tells of an end is not this one's to stop.
    else if (settings.silent || loop !== this.#loop) this.#player.stop();
    this.#loop = loop;
  }

  #follow(call: Call): void {
    if (this.#followed.has(call)) return;
    this.#followed.add(call);
    // Enough of how the last one ended.
    if (!this.#loop) this.#player.stop();
    const { signal } = this.#init;
    const end = new AbortController();
    const onState = () => {
      this.update();
      if (call.state.phase !== 'ended') return;
      // Two who hang up at once may yet agree on another word for it.
      end.abort();
      this.#tellEnd(call);
    };
    call.addEventListener('statechange', onState, { signal: AbortSignal.any([signal, end.signal]) });
  }

  #tellEnd(call: Call): void {
    const { phone, settings } = this.#init;
    const tone = soundAfter(call, phone.calls);
    if (tone && !settings.silent && !this.#loop) this.#player.play(tone);
  }

  #setRinging(rings: boolean): void {
    if (rings === (this.#ring !== undefined)) return;
    this.#ring?.abort();
    this.#ring = rings ? new AbortController() : undefined;
    if (this.#ring) noticeRing(this.#init.page, this.#ring.signal);
  }

  #end(): void {
    this.#setRinging(false);
    this.#player.stop();
  }
}
