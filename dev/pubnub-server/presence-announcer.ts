import type { Clock } from './clock.js';
import type { PresenceEvent } from './presence-roster.js';

/** What a crowd is told now and then. The lists only with deltas, and only those with somebody in them. */
interface IntervalEvent {
  readonly action: 'interval';
  /** Seconds since 1970. */
  readonly timestamp: number;
  readonly occupancy: number;
  readonly join?: readonly string[];
  readonly leave?: readonly string[];
  readonly timeout?: readonly string[];
  /** Stands for lists that would be too long: who wants to know asks who is here. */
  readonly here_now_refresh?: true;
}

type Move = Exclude<PresenceEvent['action'], 'state-change'>;

interface Crowd {
  /** What happened to whom since the last event. */
  readonly moves: Map<string, Move>;
  stopTimer: () => void;
}

interface AnnouncerInit {
  readonly clock: Clock;
  /** How many may be on a channel before it is a crowd. */
  readonly announceMax: number;
  /** Seconds between two events of a crowd. */
  readonly interval: number;
  /** Whether a crowd is told who came and went, or how many there are only. */
  readonly deltas: boolean;
  readonly occupancyOf: (channel: string) => number;
  readonly say: (channel: string, event: PresenceEvent | IntervalEvent) => void;
}

/** Bytes of an event with its lists, above which PubNub leaves them out. */
const listLimit = 30_000;

/**
 * Tells channels who comes and goes: each by itself, or in a crowd all together, at intervals.
 *
 * https://www.pubnub.com/docs/presence/presence-events, "announce mode" and "interval mode". A change of state is told
 * by itself in both.
 */
export class PresenceAnnouncer {
  readonly #init: AnnouncerInit;
  readonly #crowds = new Map<string, Crowd>();

  constructor(init: AnnouncerInit) {
    this.#init = init;
  }

  tell(channel: string, event: PresenceEvent): void {
    const { uuid, action, occupancy } = event;
    if (action === 'state-change') {
      this.#init.say(channel, event);
      return;
    }
    if (occupancy > this.#init.announceMax) {
      note(this.#crowdOf(channel).moves, uuid, action);
      return;
    }
    // Or the crowd's last event would still have it where it was before.
    this.#crowds.get(channel)?.moves.delete(uuid);
    this.#init.say(channel, event);
  }

  /** Stops all timers. */
  close(): void {
    for (const { stopTimer } of this.#crowds.values()) stopTimer();
  }

  #crowdOf(channel: string): Crowd {
    const known = this.#crowds.get(channel);
    if (known) return known;
    const crowd = { moves: new Map<string, Move>(), stopTimer: () => {} };
    this.#crowds.set(channel, crowd);
    this.#wait(channel, crowd);
    return crowd;
  }

  #wait(channel: string, crowd: Crowd): void {
    crowd.stopTimer = this.#init.clock.schedule(this.#init.interval * 1000, () =>
      this.#report(channel, crowd),
    );
  }

  /** Tells a crowd about itself; also one that has shrunk, once, if there is something it does not know yet. */
  #report(channel: string, crowd: Crowd): void {
    const { clock, announceMax, deltas, occupancyOf, say } = this.#init;
    const occupancy = occupancyOf(channel);
    const isCrowded = occupancy > announceMax;
    const event = { action: 'interval', timestamp: Math.floor(clock.now() / 1000), occupancy } as const;
    if (isCrowded || crowd.moves.size > 0) say(channel, deltas ? withLists(event, crowd.moves) : event);

    crowd.moves.clear();
    if (isCrowded) this.#wait(channel, crowd);
    else this.#crowds.delete(channel);
  }
}

/** Who came and went in between is in no list, and neither is who went and came back. */
function note(moves: Map<string, Move>, uuid: string, move: Move): void {
  const before = moves.get(uuid);
  if (before !== undefined && (before === 'join') !== (move === 'join')) moves.delete(uuid);
  else moves.set(uuid, move);
}

function withLists(event: IntervalEvent, moves: ReadonlyMap<string, Move>): IntervalEvent {
  const lists = (['join', 'leave', 'timeout'] as const)
    .map((move) => [move, [...moves].filter(([, each]) => each === move).map(([uuid]) => uuid)] as const)
    .filter(([, uuids]) => uuids.length > 0);
  const whole = { ...event, ...Object.fromEntries(lists) };
  return Buffer.byteLength(JSON.stringify(whole)) > listLimit ? { ...event, here_now_refresh: true } : whole;
}
