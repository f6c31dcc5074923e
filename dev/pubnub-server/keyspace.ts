import { AccessManager } from './access/access-manager.js';
import { AppContext } from './app-context.js';
import { ChannelGroups } from './channel-groups.js';
import { ChannelLog } from './channel-log.js';
import type { Envelope } from './envelope.js';
import type { Faults } from './faults.js';
import { FileStore } from './file-store.js';
import { MessageActions } from './message-actions.js';
import { MessageStore } from './message-store.js';
import type { AddOn, KeyPair, ServerSettings } from './options.js';
import { PresenceAnnouncer } from './presence-announcer.js';
import { PresenceRoster } from './presence-roster.js';
import type { TimetokenSource, Timetoken } from './timetoken.js';

/** What an event brings; the keyspace adds when, where and under which key. */
export type Said = Pick<Envelope, 'c' | 'd'> & Partial<Pick<Envelope, 'e' | 'i' | 's' | 'u' | 'cmt'>>;

interface KeyspaceInit {
  readonly settings: ServerSettings;
  readonly time: TimetokenSource;
  readonly faults: Faults;
}

/** Everything that belongs to one subscribe key: what is said, who is there, what is kept. */
export class Keyspace {
  readonly keys: KeyPair;
  readonly log: ChannelLog;
  readonly presence: PresenceRoster;
  readonly messages: MessageStore;
  readonly actions = new MessageActions();
  readonly files = new FileStore();
  readonly objects = new AppContext();
  readonly groups = new ChannelGroups();
  /** Undefined if Access Manager is off. */
  readonly access: AccessManager | undefined;

  readonly #announcer: PresenceAnnouncer;
  readonly #time: TimetokenSource;
  readonly #region: number;
  readonly #faults: Faults;

  constructor(keys: KeyPair, { settings, time, faults }: KeyspaceInit) {
    const { clock, queueSize: size, queueAge: age, joinDelay, presenceTimeout, region } = settings;
    this.keys = keys;
    this.#time = time;
    this.#region = region;
    this.#faults = faults;
    this.log = new ChannelLog({ clock, size, age });
    this.access =
      keys.secretKey === undefined || this.lacks('access-manager')
        ? undefined
        : new AccessManager(keys.publishKey, keys.secretKey, clock);
    this.messages = new MessageStore(clock);
    this.presence = new PresenceRoster({
      clock,
      joinDelay,
      timeout: presenceTimeout,
      announce: (channel, event) => this.#announcer.tell(channel, event),
    });
    this.#announcer = new PresenceAnnouncer({
      clock,
      announceMax: keys.announceMax ?? 20,
      interval: keys.presenceInterval ?? 30,
      deltas: keys.presenceDeltas ?? false,
      occupancyOf: (channel) => this.presence.occupants(channel).length,
      say: (channel, event) => this.say({ c: `${channel}-pnpres`, d: event }),
    });
  }

  /** Whether something is switched off for these keys. */
  lacks(addOn: AddOn): boolean {
    return this.keys.off?.includes(addOn) ?? false;
  }

  /** Says something on a channel to all who listen; returns when it was said. */
  say(said: Said): Timetoken {
    const timetoken = this.#time.next();
    const place = { p: { t: timetoken, r: this.#region }, k: this.keys.subscribeKey };
    const envelope: Envelope = { a: '1', f: 514, ...place, ...said };
    let cursor: Timetoken | undefined = timetoken;
    this.#faults.deliver(envelope, () => {
      this.log.append(envelope, cursor ?? this.#time.next());
      cursor = undefined;
    });
    // What is handed out later, or again, has a later place in the order, or who has read on would miss it.
    cursor = undefined;
    return timetoken;
  }

  /** Stops all timers. */
  close(): void {
    this.presence.close();
    this.#announcer.close();
  }
}
