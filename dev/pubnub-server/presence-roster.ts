import type { Clock } from './clock.js';

/** What the other people on a channel are told. PubNub's names and shapes. */
export interface PresenceEvent {
  readonly action: 'join' | 'leave' | 'timeout' | 'state-change';
  readonly uuid: string;
  /** Seconds since 1970. */
  readonly timestamp: number;
  readonly occupancy: number;
  readonly data?: unknown;
}

/** One user on one channel. */
export interface Occupant {
  readonly uuid: string;
  readonly state: unknown;
}

interface Stay {
  /** Seconds without word after which the user counts as gone. */
  heartbeat: number;
  stopTimer: () => void;
  /** Undefined once the arrival was announced. */
  stopJoin: (() => void) | undefined;
}

interface RosterInit {
  readonly clock: Clock;
  /** Milliseconds between an arrival and its announcement. */
  readonly joinDelay: number;
  /** Seconds without word after which a user is gone who named no number. */
  readonly timeout: number;
  readonly announce: (channel: string, event: PresenceEvent) => void;
}

/**
 * Who is on which channel, and what they say of themselves.
 *
 * A user is one entry per channel however many devices it has: a `leave` of one is the leave of all, until another's
 * next heartbeat brings the user back.
 */
export class PresenceRoster {
  readonly #init: RosterInit;
  readonly #stays = new Map<string, Map<string, Stay>>();
  readonly #states = new Map<string, Map<string, unknown>>();

  constructor(init: RosterInit) {
    this.#init = init;
  }

  /** Channels with somebody on them. */
  get channels(): readonly string[] {
    return [...this.#stays.keys()];
  }

  occupants(channel: string): readonly Occupant[] {
    const states = this.#states.get(channel);
    return [...(this.#stays.get(channel)?.keys() ?? [])].map((uuid) => ({ uuid, state: states?.get(uuid) }));
  }

  channelsOf(uuid: string): readonly string[] {
    return this.channels.filter((channel) => this.#stays.get(channel)?.has(uuid));
  }

  stateOf(uuid: string, channel: string): unknown {
    return this.#states.get(channel)?.get(uuid) ?? {};
  }

  /** Notes word from a user. Without `heartbeat`, in seconds, the number it last gave stays. */
  arrive(uuid: string, channels: readonly string[], heartbeat?: number): void {
    for (const channel of channels) {
      const stays = this.#stays.get(channel) ?? new Map<string, Stay>();
      this.#stays.set(channel, stays);

      const known = stays.get(uuid);
      known?.stopTimer();
      const seconds = heartbeat ?? known?.heartbeat ?? this.#init.timeout;
      const stay = known ?? { heartbeat: seconds, stopTimer: () => {}, stopJoin: undefined };
      stay.heartbeat = seconds;
      stay.stopTimer = this.#init.clock.schedule(seconds * 1000, () =>
        this.#remove(uuid, channel, 'timeout'),
      );
      if (known) continue;

      stays.set(uuid, stay);
      const join = () => {
        stay.stopJoin = undefined;
        this.#announce('join', uuid, channel);
      };
      // Never at once: who arrives with a handshake is to hear of its own arrival after it.
      stay.stopJoin = this.#init.clock.schedule(this.#init.joinDelay, join);
    }
  }

  leave(uuid: string, channels: readonly string[]): void {
    for (const channel of channels) this.#remove(uuid, channel, 'leave');
  }

  /** Sets what a user says of itself on some channels, and tells the others if it is news. */
  setState(uuid: string, channels: readonly string[], state: unknown): void {
    for (const channel of channels) {
      const states = this.#states.get(channel) ?? new Map<string, unknown>();
      this.#states.set(channel, states);
      if (JSON.stringify(states.get(uuid)) === JSON.stringify(state)) continue;
      states.set(uuid, state);
      // Before the join is out, the join brings the state.
      if (!this.#stays.get(channel)?.get(uuid)?.stopJoin) this.#announce('state-change', uuid, channel);
    }
  }

  /** Stops all timers. */
  close(): void {
    for (const stays of this.#stays.values()) {
      for (const { stopTimer, stopJoin } of stays.values()) {
        stopTimer();
        stopJoin?.();
      }
    }
  }

  #remove(uuid: string, channel: string, action: 'leave' | 'timeout'): void {
    const stays = this.#stays.get(channel);
    const stay = stays?.get(uuid);
    if (!stays || !stay) return;

    stay.stopTimer();
    if (stay.stopJoin) {
      // It came and went within the delay; who listens still hears of both.
      stay.stopJoin();
      this.#announce('join', uuid, channel);
    }
    stays.delete(uuid);
    if (stays.size === 0) this.#stays.delete(channel);
    this.#announce(action, uuid, channel);
    this.#states.get(channel)?.delete(uuid);
  }

  #announce(action: PresenceEvent['action'], uuid: string, channel: string): void {
    const data = this.#states.get(channel)?.get(uuid);
    this.#init.announce(channel, {
      action,
      uuid,
      timestamp: Math.floor(this.#init.clock.now() / 1000),
      occupancy: this.#stays.get(channel)?.size ?? 0,
      ...(data === undefined ? {} : { data }),
    });
  }
}
