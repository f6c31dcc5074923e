import { PhoneError } from '../../base/errors.js';
import type { LocalMedia } from '../../media/local-media.js';
import type { MediaChoice } from '../../media/media-choice.js';
import { parseNumber } from '../../wire/number.js';
import type { Broadcast } from './broadcast.js';
import { MAX_VIEWERS } from '../limits.js';
import { Lobby } from './lobby.js';
import type { Room } from './room.js';
import type { Service } from '../service.js';
import { Viewing } from './viewing.js';

export interface PlacesInit {
  readonly number: string;
  readonly media: LocalMedia;
  /** Asked anew each time; throws while the phone is not connected. */
  readonly service: () => Service;
  readonly maxCalls: () => number;
  /** The phone is in another place than before. */
  readonly changed: () => void;
  /** The life of the phone. */
  readonly signal: AbortSignal;
}

/** What {@link Places.goLive} sends, and to how many. */
export interface BroadcastOptions extends Partial<MediaChoice> {
  /** How many may watch at once: 8 by default, since the picture is sent to each. */
  readonly maxViewers?: number;
}

/** What is opened when nobody says otherwise. */
const ALL: MediaChoice = { audio: true, video: true };

/** Where a phone is besides its calls from person to person: a room, a broadcast of its own, or one that it watches. */
export class Places {
  readonly #init: PlacesInit;
  #room: Room | undefined;
  #broadcast: Broadcast | undefined;
  #viewing: Viewing | undefined;

  constructor(init: PlacesInit) {
    this.#init = init;
  }

  /** The room this phone is in. */
  get room(): Room | undefined {
    return this.#room;
  }

  /** What this phone broadcasts. */
  get broadcast(): Broadcast | undefined {
    return this.#broadcast;
  }

  /** The broadcast that this phone watches, or waits for. */
  get viewing(): Viewing | undefined {
    return this.#viewing;
  }

  /**
   * Looks who is in a room, without entering it. Those in it do not learn of that.
   *
   * @throws {PhoneError} `bad-number`, when the name makes no sense; `bad-state`, when not connected; `unsupported`,
   * where the signaling knows no groups.
   */
  look(room: string): Lobby {
    const name = parseNumber(room);
    const { mailbox, signal } = this.#service();
    return new Lobby(name, mailbox.group(`room:${name}`), signal);
  }

  /**
   * Enters a room, where everybody talks with everybody. Asks the person for microphone and camera first.
   *
   * @throws {PhoneError} `bad-number`, when the name makes no sense; `bad-state`, when in another room or not connected;
   * `too-many-calls`, when the room is full; `unsupported`, where the signaling knows no groups; `media-…`.
   */
  async join(room: string, { audio, video }: Partial<MediaChoice> = ALL): Promise<Room> {
    const choice = { audio: audio ?? true, video: video ?? true };
    const name = parseNumber(room);
    const { Room: RoomClass } = await import('./room.js');
    if (this.#room) throw new PhoneError('bad-state', `The phone is in the room ${this.#room.name}.`);
    const { number, media } = this.#init;
    const { mailbox, switchboard, venues, signal } = this.#service();
    const entered: Room = new RoomClass({
      name,
      number,
      choice,
      maxMembers: () => this.#init.maxCalls() + 1,
      media,
      enter: () => mailbox.group(`room:${name}`, {}),
      dial: (to, wanted, purpose) => switchboard.dial(to, wanted, purpose),
      left: () => {
        venues.delete(entered);
        this.#room = undefined;
        this.#init.changed();
      },
      signal,
    });
    venues.add(entered);
    this.#room = entered;
    try {
      await entered.enter();
    } catch (error) {
      venues.delete(entered);
      if (this.#room === entered) this.#room = undefined;
      throw error;
    }
    this.#init.changed();
    return entered;
  }

  /**
   * Goes on the air: whoever watches this number sees and hears it.
   *
   * @throws {PhoneError} `bad-state`, when on the air or not connected; `bad-option`, with neither sound nor picture;
   * `unsupported`, where the signaling knows no groups; `media-…`.
   */
  async goLive({ maxViewers = MAX_VIEWERS, ...wanted }: BroadcastOptions = {}): Promise<Broadcast> {
    const choice = { ...ALL, ...wanted };
    const { Broadcast: BroadcastClass } = await import('./broadcast.js');
    if (this.#broadcast) throw new PhoneError('bad-state', 'The phone is on the air.');
    if (!(choice.audio || choice.video))
      throw new PhoneError('bad-option', 'A broadcast needs sound or picture.');
    const { mailbox, venues, signal } = this.#service();
    const { number, media } = this.#init;
    const begun: Broadcast = new BroadcastClass({
      choice,
      maxViewers,
      media,
      appear: () => mailbox.group(`cast:${number}`, {}),
      stopped: () => {
        venues.delete(begun);
        this.#broadcast = undefined;
        this.#init.changed();
      },
      signal,
    });
    this.#broadcast = begun;
    venues.add(begun);
    try {
      await begun.start();
    } catch (error) {
      venues.delete(begun);
      if (this.#broadcast === begun) this.#broadcast = undefined;
      throw error;
    }
    this.#init.changed();
    return begun;
  }

  /**
   * Watches what a number broadcasts, now or as soon as it does. Asks the person for nothing, and sends nothing.
   *
   * @throws {PhoneError} `bad-number`, `self-call`; `bad-state`, when it watches already or is not connected;
   * `unsupported`, where the signaling knows no groups.
   */
  watch(number: string): Viewing {
    const whose = parseNumber(number);
    if (whose === this.#init.number)
      throw new PhoneError('self-call', 'A phone cannot watch its own broadcast.');
    if (this.#viewing) throw new PhoneError('bad-state', `The phone watches ${this.#viewing.number}.`);
    const { mailbox, switchboard, signal } = this.#service();
    const viewing = new Viewing({
      number: whose,
      look: () => mailbox.group(`cast:${whose}`),
      dial: (to, wanted, purpose) => switchboard.dial(to, wanted, purpose),
      signal,
    });
    this.#viewing = viewing;
    viewing.addEventListener('change', () => {
      if (viewing.state !== 'stopped' && viewing.state !== 'removed') return;
      if (this.#viewing === viewing) this.#viewing = undefined;
      this.#init.changed();
    });
    viewing.start();
    this.#init.changed();
    return viewing;
  }

  #service(): Service {
    this.#init.signal.throwIfAborted();
    return this.#init.service();
  }
}
