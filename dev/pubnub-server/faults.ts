import type { Clock } from './clock.js';
import type { Envelope } from './envelope.js';
import { isMessageFault, type Fault, type MessageFault, type RequestFault, type Span } from './fault-rule.js';
import { ConnectionCut, json, type ServerReply } from './http.js';
import type { Operation } from './route.js';

/** What a fault may ask of a request. */
export interface FaultSubject {
  readonly operation: Operation;
  readonly uuid: string | undefined;
  /** Aborts when the client is gone. */
  readonly signal: AbortSignal;
}

interface Rule {
  readonly fault: Fault;
  left: number;
}

interface OpenRequest {
  readonly subject: FaultSubject;
  readonly cut: () => void;
}

/** Makes things go wrong on demand, the way networks and services do. */
export class Faults {
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #open = new Set<OpenRequest>();
  /** Messages that wait for the next one on their channel. */
  readonly #swapped = new Map<string, () => void>();
  #rules: Rule[] = [];
  #isDown = false;

  constructor({ clock, random }: { readonly clock: Clock; readonly random: () => number }) {
    this.#clock = clock;
    this.#random = random;
  }

  /** Those that may still strike. */
  get active(): readonly Fault[] {
    return this.#rules.map(({ fault }) => fault);
  }

  get isDown(): boolean {
    return this.#isDown;
  }

  /** Adds a fault; returns how to take it back. Faults strike in the order they were added. */
  add(fault: Fault): () => void {
    const rule = { fault, left: fault.times ?? Infinity };
    this.#rules = [...this.#rules, rule];
    return () => {
      this.#rules = this.#rules.filter((other) => other !== rule);
    };
  }

  /** Takes back all faults and is up again. What was swallowed stays swallowed. */
  clear(): void {
    this.#rules = [];
    this.up();
  }

  /** Breaks all connections, and each new one, until {@link up}. */
  down(): void {
    this.#isDown = true;
    this.cut();
  }

  up(): void {
    this.#isDown = false;
  }

  /** Breaks the connections of requests that wait for an answer, such as open polls: all, or one user's. */
  cut(uuid?: string): void {
    for (const { subject, cut } of this.#open) if (uuid === undefined || subject.uuid === uuid) cut();
  }

  /**
   * Answers a request, unless something goes wrong with it.
   *
   * @throws {ConnectionCut} when what goes wrong is the connection.
   */
  async around(subject: FaultSubject, answer: () => Promise<ServerReply>): Promise<ServerReply> {
    if (this.#isDown) throw new ConnectionCut();
    return new Promise((resolve, reject) => {
      const open = { subject, cut: () => reject(new ConnectionCut()) };
      this.#open.add(open);
      this.#strike(subject, answer)
        .finally(() => this.#open.delete(open))
        .then(resolve, reject);
    });
  }

  /** Hands a message to its listeners by calling `append`, unless something goes wrong with it. */
  deliver(envelope: Envelope, append: () => void): void {
    const fault = this.#take(isMessageFault, (candidate) => strikesMessage(candidate, envelope))[0];
    if (fault?.effect === 'swap') {
      this.#swapped.set(envelope.c, append);
      return;
    }
    if (fault?.effect === 'late') this.#clock.schedule(this.#length(fault.ms), append);
    else if (fault?.effect !== 'drop') append();
    if (fault?.effect === 'duplicate') append();

    this.#swapped.get(envelope.c)?.();
    this.#swapped.delete(envelope.c);
  }

  async #strike(subject: FaultSubject, answer: () => Promise<ServerReply>): Promise<ServerReply> {
    let replyDelay = 0;
    for (const fault of this.#take(isRequestFault, (candidate) => strikesRequest(candidate, subject))) {
      switch (fault.effect) {
        case 'delay':
          if (fault.of === 'reply') replyDelay += this.#length(fault.ms);
          else await this.#pause(this.#length(fault.ms), subject.signal);
          break;
        case 'status':
          return json(fault.status, fault.body ?? refusal(fault.status), fault.headers);
        case 'cut':
          throw new ConnectionCut();
        case 'lose-reply':
          await answer();
          throw new ConnectionCut();
        case 'black-hole':
          await this.#pause(Infinity, subject.signal);
          throw new ConnectionCut();
      }
    }
    const reply = await answer();
    if (replyDelay > 0) await this.#pause(replyDelay, subject.signal);
    return reply;
  }

  /** The faults that strike now; each counts as used. */
  #take<F extends Fault>(isKind: (fault: Fault) => fault is F, strikes: (fault: F) => boolean): F[] {
    const taken: F[] = [];
    for (const rule of this.#rules) {
      const { fault } = rule;
      if (!isKind(fault) || !strikes(fault)) continue;
      if (fault.chance !== undefined && this.#random() >= fault.chance) continue;
      rule.left -= 1;
      taken.push(fault);
      // One that ends the matter leaves those behind it unused.
      if (fault.effect !== 'delay') break;
    }
    this.#rules = this.#rules.filter(({ left }) => left > 0);
    return taken;
  }

  #length(ms: Span): number {
    if (typeof ms === 'number') return ms;
    const [from, to] = ms;
    return from + this.#random() * (to - from);
  }

  /** Until the time is over or the client is gone. */
  #pause(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const stop = ms === Infinity ? () => {} : this.#clock.schedule(ms, resolve);
      const onGone = () => {
        stop();
        resolve();
      };
      if (signal.aborted) onGone();
      else signal.addEventListener('abort', onGone, { once: true });
    });
  }
}

function isRequestFault(fault: Fault): fault is RequestFault {
  return !isMessageFault(fault);
}

function strikesRequest({ on, uuid }: RequestFault, subject: FaultSubject): boolean {
  return (
    (on === undefined || [on].flat().includes(subject.operation)) && (uuid ?? subject.uuid) === subject.uuid
  );
}

function strikesMessage({ channel, uuid }: MessageFault, envelope: Envelope): boolean {
  const isThere = channel === undefined ? !envelope.c.endsWith('-pnpres') : envelope.c === channel;
  return isThere && (uuid ?? envelope.i) === envelope.i;
}

function refusal(status: number): object {
  return { status, error: true, message: 'A fault on demand', service: 'Development server' };
}
