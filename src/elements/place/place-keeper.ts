import type { Phone } from '../../phone/phone.js';

/** Where a page wants a phone, besides its calls from person to person. */
export interface PlaceWishes {
  /** The name of a room. */
  readonly room?: string | undefined;
  /** Whether the person may broadcast. */
  readonly broadcast: boolean;
  /** The number whose broadcast is watched. */
  readonly watch?: string | undefined;
  /** Whether the devices may be opened without a press. */
  readonly autocam: boolean;
}

/** What is wished, and the phone that has heard of it. */
interface Wish {
  readonly phone: Phone | undefined;
  readonly name: string;
}

/**
 * Brings a phone where its element's attributes say, and away when they say so no longer.
 *
 * It watches by itself, which asks the person for nothing. Into a room it goes by itself only with `autocam`, and on the
 * air never: there the person presses a button. What the page or the person has ended is not begun again before the
 * attribute, or the phone, is another one.
 */
export class PlaceKeeper {
  readonly #wishes: PlaceWishes & { readonly phone: Phone | undefined };
  readonly #failed: (error: unknown) => void;
  #room: Wish = { phone: undefined, name: '' };
  #watch: Wish = { phone: undefined, name: '' };
  #broadcast = false;

  constructor(wishes: PlaceWishes & { readonly phone: Phone | undefined }, failed: (error: unknown) => void) {
    this.#wishes = wishes;
    this.#failed = failed;
  }

  /** Compares what is wished with what is. For whoever has changed either. */
  update(): void {
    const { phone } = this.#wishes;
    this.#updateRoom(phone);
    this.#updateWatch(phone);
    const { broadcast } = this.#wishes;
    if (this.#broadcast && !broadcast) phone?.places.broadcast?.stop();
    this.#broadcast = broadcast;
  }

  #updateRoom(phone: Phone | undefined): void {
    const name = nameOf(this.#wishes.room);
    const { room } = phone?.places ?? {};
    if (name !== this.#room.name) {
      if (room && room.name === this.#room.name) room.leave();
      this.#room = { phone: undefined, name };
    }
    if (!this.#isNew(this.#room, phone)) return;
    const inside = phone.places.room;
    // One that is being entered is not left at once: the next change shows that it was.
    if (inside && inside.name !== name) return;
    this.#room = { phone, name };
    if (!inside && this.#wishes.autocam) void phone.places.join(name).catch(this.#failed);
  }

  #updateWatch(phone: Phone | undefined): void {
    const name = nameOf(this.#wishes.watch);
    const { viewing } = phone?.places ?? {};
    if (name !== this.#watch.name) {
      if (viewing && viewing.number === this.#watch.name) viewing.stop();
      this.#watch = { phone: undefined, name };
    }
    if (!this.#isNew(this.#watch, phone)) return;
    this.#watch = { phone, name };
    try {
      if (!phone.places.viewing) phone.places.watch(name);
    } catch (error) {
      this.#failed(error);
    }
  }

  /** Whether a phone that is ready has yet to hear of a wish. */
  #isNew({ name, phone: told }: Wish, phone: Phone | undefined): phone is Phone {
    return name !== '' && phone !== undefined && phone !== told && phone.state.phase === 'ready';
  }
}

/** As phones write it. */
const nameOf = (value: string | null | undefined): string => (value ?? '').trim().normalize();
