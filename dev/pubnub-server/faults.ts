import type { Clock } from './clock.js';
import type { Envelope } from './envelope.js';
import { isMessageFault, type Fault, type MessageFault, type RequestFault, type Span } from './fault-rule.js';
import { ConnectionCut, json, type ServerReply } from './http.js';
import type { Operation } from './route.js';

/** What a fault may ask of a request. */
export interface FaultSubject {
  readonly operation: Operation;
  readonly subscribeKey: string | undefined;
  readonly uuid: string | undefined;
  /** Aborts when the client is gone. */
  readonly signal: AbortSignal;
}

/** Whom it concerns: all, if nothing is said. */
export interface FaultScope {
  readonly subscribeKey?: string | undefined;
  readonly uuid?: string | undefined;
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
  #down: readonly FaultScope[] = [];

  constructor({ clock, random }: { readonly clock: Clock; readonly random: () => number }) {
    this.#clock = clock;
    this.#random = random;
  }

  /** Those that may still strike. */
  get active(): readonly Fault[] {
    return this.#rules.map(({ fault }) => fault);
  }

  /** For whom the server is down. */
  get outages(): readonly FaultScope[] {
    return this.#down;
  }

  /** Adds a fault; returns how to take it back. Faults strike in the order they were added. */
  add(fault: Fault): () => void {
    const rule = { fault, left: fault.times ?? Infinity };
    this.#rules = [...this.#rules, rule];
    return () => {
      this.#rules = this.#rules.filter((other) => other !== rule);
    };
  }

  /** Takes back all faults, or those of one key, and is up again. What was swallowed stays swallowed. */
  clear(subscribeKey?: string): void {
    const stays = (scope: FaultScope) => subscribeKey !== undefined && scope.subscribeKey !== subscribeKey;
    this.#rules = this.#rules.filter(({ fault }) => stays(fault));
    this.#down = this.#down.filter(stays);
  }

  /** Breaks all connections, and each new one, until {@link up}. */
  down(scope: FaultScope = {}): void {
    this.#down = [...this.#down, scope];
    this.cut(scope);
  }

  /** Ends what {@link down} began for the same scope. */
  up(scope: FaultScope = {}): void {
    this.#down = this.#down.filter(
      (other) => other.uuid !== scope.uuid || other.subscribeKey !== scope.subscribeKey,
    );
  }

  /** Breaks the connections of requests that wait for an answer, such as open polls. */
  cut(scope: FaultScope = {}): void {
    for (const { subject, cut } of this.#open) if (concerns(scope, subject)) cut();
  }

  /**
   * Answers a request, unless something goes wrong with it.
   *
   * @throws {ConnectionCut} when what goes wrong is the connection.
   */
  async around(subject: FaultSubject, answer: () => Promise<ServerReply>): Promise<ServerReply> {
    if (this.#down.some((scope) => concerns(scope, subject))) throw new ConnectionCut();
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
    const place = `${envelope.k} ${envelope.c}`;
    if (fault?.effect === 'swap') {
      this.#swapped.set(place, append);
      return;
    }
    if (fault?.effect === 'late') this.#clock.schedule(this.#length(fault.ms), append);
    else if (fault?.effect !== 'drop') append();
    if (fault?.effect === 'duplicate') append();

    this.#swapped.get(place)?.();
    this.#swapped.delete(place);
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

function strikesRequest(fault: RequestFault, subject: FaultSubject): boolean {
  return (
    concerns(fault, subject) && (fault.on === undefined || [fault.on].flat().includes(subject.operation))
  );
}

function strikesMessage(fault: MessageFault, { c: channel, i: uuid, k: subscribeKey }: Envelope): boolean {
  const isThere = fault.channel === undefined ? !channel.endsWith('-pnpres') : channel === fault.channel;
  return isThere && concerns(fault, { uuid, subscribeKey });
}

function concerns({ subscribeKey, uuid }: FaultScope, subject: FaultScope): boolean {
  return (
    (subscribeKey ?? subject.subscribeKey) === subject.subscribeKey && (uuid ?? subject.uuid) === subject.uuid
  );
}

function refusal(status: number): object {
  return { status, error: true, message: 'A fault on demand', service: 'Development server' };
}
