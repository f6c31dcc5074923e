import { isRecord } from './exchange.js';
import { operations, type Operation } from './route.js';

/** Milliseconds: always as many, or as many by chance as between two numbers. */
export type Span = number | readonly [from: number, to: number];

interface RuleScope {
  /** Only for those who use this subscribe key. */
  readonly subscribeKey?: string;
  /** Only for what this user sends. */
  readonly uuid?: string;
  /** How often it strikes before it is used up. Default: always. */
  readonly times?: number;
  /** How likely it strikes, 0 to 1. Default 1. */
  readonly chance?: number;
}

interface RequestScope extends RuleScope {
  /** Which requests. Default: all. */
  readonly on?: Operation | readonly Operation[];
}

interface MessageScope extends RuleScope {
  /** Which channel. Default: all but presence channels. */
  readonly channel?: string;
}

/** Slow: the request on its way in, or its answer on the way out. */
interface Delay extends RequestScope {
  readonly effect: 'delay';
  readonly ms: Span;
  readonly of?: 'request' | 'reply';
}

/** Refused, without being looked at. */
interface Refusal extends RequestScope {
  readonly effect: 'status';
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Not answered. `cut`: the connection breaks before the request is looked at; `lose-reply`: after it was served, so the
 * client cannot know; `black-hole`: neither answer nor break, the client waits until it gives up.
 */
interface Silence extends RequestScope {
  readonly effect: 'cut' | 'lose-reply' | 'black-hole';
}

/** Accepted, but `drop`: nobody gets it; `duplicate`: all get it twice; `swap`: all get it after the next one. */
interface Misdelivery extends MessageScope {
  readonly effect: 'drop' | 'duplicate' | 'swap';
}

/** Accepted, but all get it later. */
interface Lateness extends MessageScope {
  readonly effect: 'late';
  readonly ms: Span;
}

/** Something that goes wrong with a request. */
export type RequestFault = Delay | Refusal | Silence;

/** Something that goes wrong with a message on its way to the subscribers; history has it all the same. */
export type MessageFault = Misdelivery | Lateness;

export type Fault = RequestFault | MessageFault;

const messageEffects: ReadonlySet<unknown> = new Set(['drop', 'duplicate', 'swap', 'late']);

/** Each effect with the fields it must and may have, besides those of every fault. */
const fieldsOf: Readonly<
  Record<Fault['effect'], { readonly must: readonly string[]; readonly may: readonly string[] }>
> = {
  delay: { must: ['ms'], may: ['on', 'of'] },
  status: { must: ['status'], may: ['on', 'body', 'headers'] },
  cut: { must: [], may: ['on'] },
  'lose-reply': { must: [], may: ['on'] },
  'black-hole': { must: [], may: ['on'] },
  drop: { must: [], may: ['channel'] },
  duplicate: { must: [], may: ['channel'] },
  swap: { must: [], may: ['channel'] },
  late: { must: ['ms'], may: ['channel'] },
};

const checks: Readonly<Record<string, (value: unknown) => boolean>> = {
  subscribeKey: isString,
  uuid: isString,
  channel: isString,
  times: isNumber,
  chance: isNumber,
  ms: isSpan,
  of: (value) => value === 'request' || value === 'reply',
  on: (value) => [value].flat().every((one) => (operations as readonly unknown[]).includes(one)),
  status: (value) => isNumber(value) && value >= 200 && value < 600,
  headers: (value) => isRecord(value) && Object.values(value).every(isString),
  body: () => true,
};

export function isMessageFault(fault: Fault): fault is MessageFault {
  return messageEffects.has(fault.effect);
}

/**
 * Turns what a test posted into a fault.
 *
 * @throws {TypeError} naming the field that is wrong: a typo must not make a test pass.
 */
export function parseFault(input: unknown): Fault {
  if (!isRecord(input) || !isEffect(input['effect'])) throw new TypeError('"effect" is wrong.');
  const { effect, ...fields } = input;
  const { must, may } = fieldsOf[effect];

  for (const field of must) if (!(field in fields)) throw new TypeError(`"${field}" is missing.`);
  for (const [field, value] of Object.entries(fields)) {
    const isKnown = [...must, ...may, 'subscribeKey', 'uuid', 'times', 'chance'].includes(field);
    if (!isKnown || checks[field]?.(value) !== true) throw new TypeError(`"${field}" is wrong.`);
  }
  return input as unknown as Fault;
}

function isEffect(value: unknown): value is Fault['effect'] {
  return isString(value) && Object.hasOwn(fieldsOf, value);
}

function isString(value: unknown): value is string {
  return typeof value === 'string';
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && value >= 0;
}

function isSpan(value: unknown): boolean {
  const ends: unknown[] = [value].flat();
  return (ends.length === 1 || ends.length === 2) && ends.every(isNumber);
}
