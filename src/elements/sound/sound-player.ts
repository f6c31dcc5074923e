import { PhoneError } from '../../base/errors.js';
import { onGesture } from './gesture.js';
import { fileSound, toneSound, type Sound } from './sound.js';
import { chosenSpeaker } from './speaker.js';
import { tones, type ToneName } from './tones.js';

export interface SoundPlayerInit {
  /** Where a person may press something, which gives a page the right to be heard. */
  readonly page: Document;
  /** Told when the browser forbids a sound, and when that is over: it is heard, or no more wanted. */
  readonly onBlocked: (isBlocked: boolean) => void;
  /** Told when a sound cannot be made. In place of a file that is none, the tone is heard. */
  readonly onError: (error: PhoneError) => void;
}

/**
 * Plays one sound at a time, and holds nothing between two of them.
 *
 * A sound that is forbidden begins with the person's first press. One that comes only once is dropped then: later it would
 * mean nothing.
 */
export class SoundPlayer {
  readonly #init: SoundPlayerInit;
  #sound: Sound | undefined;
  /** While the sound is forbidden. */
  #waiting: AbortController | undefined;

  constructor(init: SoundPlayerInit) {
    this.#init = init;
  }

  /** Plays a tone, or the file at `address` in its place. What was played before ends. */
  play(name: ToneName, address?: string): void {
    this.stop();
    try {
      // The ringtone is for everybody in the room; what else there is to hear is for the ear.
      const speaker = name === 'ringtone' ? '' : chosenSpeaker();
      this.#sound = address ? fileSound(address) : toneSound(tones[name], speaker);
    } catch (cause) {
      this.#init.onError(PhoneError.from(cause, 'unsupported', 'This browser makes no sounds.'));
      return;
    }
    void this.#start(this.#sound, name, address);
  }

  stop(): void {
    this.#sound?.stop();
    this.#sound = undefined;
    this.#endWaiting();
  }

  async #start(sound: Sound, name: ToneName, address?: string): Promise<void> {
    try {
      await sound.play();
      if (sound === this.#sound) this.#endWaiting();
    } catch (cause) {
      // It was stopped, and that is why.
      if (sound !== this.#sound) return;
      if ((cause as Error).name === 'NotAllowedError') {
        if (tones[name].repeats) this.#wait(() => void this.#start(sound, name, address));
        else this.stop();
        return;
      }
      this.#init.onError(PhoneError.from(cause, 'bad-option', `The ${name} cannot be played.`));
      if (address) this.play(name);
    }
  }

  #wait(start: () => void): void {
    if (this.#waiting) return;
    this.#waiting = new AbortController();
    onGesture(this.#init.page, start, this.#waiting.signal);
    this.#init.onBlocked(true);
  }

  #endWaiting(): void {
    if (!this.#waiting) return;
    this.#waiting.abort();
    this.#waiting = undefined;
    this.#init.onBlocked(false);
  }
}
