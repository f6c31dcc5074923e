import { PhoneError } from '../base/errors.js';
import { typedEventTarget } from '../base/typed-event-target.js';
import { randomId } from '../wire/random-id.js';
import { OpenGroup } from './open-group.js';
import type {
  About,
  Arrival,
  FileRef,
  FileStore,
  Group,
  Signaling,
  SignalingEvents,
  SignalingState,
} from './signaling.js';

/** What a service keeps for a number at the most. */
const MAX_KEPT = 100;

/** A payload on its way through a {@link MemoryNetwork}. */
export interface Passing {
  readonly from: string;
  readonly to: string;
  readonly payload: object;
  /** The network keeps it for those who are not there. */
  readonly keep?: boolean;
}

interface Kept {
  readonly passing: Passing;
  readonly position: string;
  readonly at: number;
}

/**
 * A signaling service in memory, for tests: whatever should happen to a payload on the way, a test says it.
 *
 * ```ts
 * const network = new MemoryNetwork();
 * const alice = new Phone({ number: 'alice', signaling: network.signaling('alice') });
 * ```
 */
export class MemoryNetwork {
  /** How often a payload arrives, and how: decides about each one. By default once, at once. */
  route: (passing: Passing, arrive: (ageMs?: number) => void) => void = (_passing, arrive) => arrive();
  /** Everything that was sent, the oldest first. */
  readonly sent: Passing[] = [];

  readonly #members = new Set<MemorySignaling>();
  readonly #files = new Map<string, { readonly to: string; readonly file: Blob }>();
  #kept: readonly Kept[] = [];
  #count = 0;

  /** The signaling of one device of a number. */
  signaling(number: string): Signaling {
    return new MemorySignaling(number, this);
  }

  /** @internal */
  join(member: MemorySignaling): void {
    this.#members.add(member);
    this.gather();
  }

  /** @internal */
  leave(member: MemorySignaling): void {
    this.#members.delete(member);
    this.gather();
  }

  /** Sends a payload as if somebody had: also what no phone would write. */
  carry(passing: Passing): void {
    this.sent.push(passing);
    const { from, to } = passing;
    const position = passing.keep ? this.#keep(passing) : undefined;
    this.route(passing, (ageMs = 0) => {
      const detail: Arrival = { from, payload: copy(passing.payload), ageMs, ...(position && { position }) };
      for (const member of this.#members) if (member.number === to) member.deliver(detail);
    });
  }

  /** @internal */
  recall(number: string, after = ''): readonly Arrival[] {
    return this.#kept
      .filter(({ passing, position }) => passing.to === number && position > after)
      .slice(-MAX_KEPT)
      .map(({ passing: { from, payload }, position, at }) => ({
        from,
        payload: copy(payload),
        ageMs: Math.max(0, Date.now() - at),
        position,
      }));
  }

  /** Shows everybody who is where. @internal */
  gather(): void {
    const looking = [...this.#members].flatMap(({ number, groups }) =>
      [...groups].map((group) => ({ number, group })),
    );
    for (const { group } of looking) {
      const members = new Map<string, About>();
      for (const { number, group: other } of looking) {
        if (other.name === group.name && other.about) members.set(number, other.about);
      }
      group.show([...members].map(([number, about]) => ({ number, about: copy(about) as About })));
    }
  }

  /** @internal */
  put(to: string, file: Blob): FileRef {
    const id = randomId();
    this.#files.set(id, { to, file });
    return { id, name: file instanceof File ? file.name : 'file' };
  }

  /** @internal */
  get(number: string, { id }: FileRef, maxBytes: number): Blob {
    const found = this.#files.get(id);
    if (found?.to !== number) throw new PhoneError('failed', 'There is no such file for this number.');
    if (found.file.size > maxBytes) throw new PhoneError('too-large', 'The file is larger than it may be.');
    return found.file;
  }

  #keep(passing: Passing): string {
    this.#count += 1;
    const position = String(this.#count).padStart(9, '0');
    this.#kept = [...this.#kept, { passing, position, at: Date.now() }];
    return position;
  }
}

class MemorySignaling extends typedEventTarget<SignalingEvents>() implements Signaling {
  readonly name = 'memory';
  readonly number: string;
  readonly groups = new Set<OpenGroup>();
  readonly files: FileStore;
  readonly #network: MemoryNetwork;
  readonly #life = new AbortController();
  #state: SignalingState = { phase: 'offline' };

  constructor(number: string, network: MemoryNetwork) {
    super();
    this.number = number;
    this.#network = network;
    this.files = {
      put: async (to, file) => network.put(to, file),
      get: async (ref, maxBytes) => network.get(number, ref, maxBytes),
    };
  }

  get state(): SignalingState {
    return this.#state;
  }

  async connect(): Promise<void> {
    if (this.#life.signal.aborted) throw new PhoneError('bad-state', 'The phone has been closed.');
    this.#network.join(this);
    this.#become({ phase: 'ready' });
  }

  async send(to: string, payload: object, { keep }: { readonly keep?: boolean } = {}): Promise<void> {
    if (this.#state.phase !== 'ready') throw new PhoneError('network', 'The phone is not connected.');
    this.#network.carry({ from: this.number, to, payload, ...(keep && { keep }) });
  }

  sendLast(to: string, payload: object): void {
    if (this.#state.phase === 'ready') this.#network.carry({ from: this.number, to, payload });
  }

  async recall(after?: string): Promise<readonly Arrival[]> {
    return this.#network.recall(this.number, after);
  }

  group(name: string, about?: About): Group {
    const group = new OpenGroup(name, about);
    const gather = () => this.#network.gather();
    this.groups.add(group);
    group.addEventListener('told', gather, { signal: group.signal });
    group.signal.addEventListener('abort', () => {
      this.groups.delete(group);
      gather();
    });
    // As with a real one, nobody is known before there was time to ask.
    queueMicrotask(gather);
    return group;
  }

  close(): void {
    this.#life.abort();
    for (const group of this.groups) group.close();
    this.#network.leave(this);
    this.#become({ phase: 'offline' });
  }

  deliver(detail: Arrival): void {
    this.dispatchEvent(new CustomEvent('arrival', { detail }));
  }

  #become(state: SignalingState): void {
    if (state.phase === this.#state.phase) return;
    this.#state = Object.freeze(state);
    this.dispatchEvent(new Event('statechange'));
  }
}

/** As on a wire: what arrives is a copy. */
function copy(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
