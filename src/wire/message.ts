import type { CallCandidates, CallDescription, Candidate, OfEpoch } from '../base/description.js';
import { PhoneError } from '../base/errors.js';
import { MAX_CANDIDATE_CHARS, MAX_CANDIDATES, MAX_DATA_BYTES, MAX_PACKED_CHARS } from './limits.js';

const BYE_REASONS = [
  'hung-up',
  'cancelled',
  'declined',
  'busy',
  'no-answer',
  'unreachable',
  'elsewhere',
  'left',
  'no-route',
  'connection-lost',
  'failed',
] as const;

/** Why a call is over, as one side tells the other. Both sides end with the same word. */
export type ByeReason = (typeof BYE_REASONS)[number];

/** What one side of a call may say to the other. Descriptions are packed (`compact.ts`). */
export type Message =
  /** Asks for a call, with the complete first offer. `audio` and `video`: what the caller wants to have. */
  | { readonly type: 'ring'; readonly audio: boolean; readonly video: boolean; readonly sdp: string }
  /** A device of the callee rings. */
  | { readonly type: 'ringing' }
  /** A person, or a policy of theirs, took the call; with the complete answer and what will be sent. */
  | { readonly type: 'accept'; readonly audio: boolean; readonly video: boolean; readonly sdp: string }
  /** Tells the callee's devices which of them has the call. The others stop ringing. */
  | { readonly type: 'taken'; readonly by: string }
  /** The call is over. */
  | { readonly type: 'bye'; readonly reason: ByeReason }
  /** Candidates that were found after the description had left. */
  | ({ readonly type: 'candidates' } & CallCandidates)
  /** A later negotiation, or the first one of a connection that is to replace another. */
  | CallDescription
  /** The callee asks the caller to mend the connection: it carries nothing to the callee any more. */
  | ({ readonly type: 'recover' } & OfEpoch)
  /** What is being sent right now: a muted microphone or a camera that is off sends nothing. */
  | { readonly type: 'media'; readonly audio: boolean; readonly video: boolean }
  /** JSON of the page. `n` counts the messages of one side, from 1. */
  | { readonly type: 'data'; readonly n: number; readonly data: unknown }
  /** All JSON up to and with `n` has arrived. */
  | { readonly type: 'received'; readonly n: number };

/** A message and where it belongs. Who wrote it is not in it: only the transport knows that. */
export interface Envelope {
  /** Names the call; 128 random bits that only the two sides know. */
  readonly call: string;
  /** Names the device, or tab, that wrote. One number may have several. */
  readonly device: string;
  /** Counts what this device wrote in this call, from 0. Restores order and finds repeats. */
  readonly seq: number;
  readonly message: Message;
}

/** The protocol's version. Messages of another one are refused. */
const VERSION = 1;
const ID = /^[\w-]{8,64}$/;

/** An envelope as it travels: plain JSON. */
export function writeEnvelope({ call, device, seq, message }: Envelope): object {
  return { v: VERSION, call, device, seq, ...message };
}

/**
 * Turns whatever arrived into an envelope we can trust.
 *
 * Everything from another person's phone passes through here, once; behind it no code checks it again. Only known fields
 * are taken over, one by one, so nothing else an attacker wrote gets in.
 *
 * @throws {PhoneError} `bad-message`, when it is not our protocol.
 */
export function parseEnvelope(input: unknown): Envelope {
  const fields = record(input, 'envelope');
  if (fields['v'] !== VERSION) throw bad('version');
  return {
    call: id(fields['call'], 'call'),
    device: id(fields['device'], 'device'),
    seq: count(fields['seq'], 'seq', 0),
    message: messageOf(fields),
  };
}

/**
 * The same for a message that came by the call's own data channel, where the call is known.
 *
 * @throws {PhoneError} `bad-message`, when it is not our protocol.
 */
export function parseMessage(text: string): Message {
  try {
    return messageOf(record(JSON.parse(text), 'message'));
  } catch (cause) {
    throw PhoneError.from(cause, 'bad-message', 'A message is not JSON.');
  }
}

function messageOf(fields: Readonly<Record<string, unknown>>): Message {
  const { type } = fields as { readonly type?: unknown };
  switch (type) {
    case 'ring':
    case 'accept':
      return { type, ...choice(fields), sdp: packed(fields['sdp']) };
    case 'media':
      return { type, ...choice(fields) };
    case 'ringing':
      return { type };
    case 'taken':
      return { type, by: id(fields['by'], 'by') };
    case 'bye':
      return { type, reason: byeReason(fields['reason']) };
    case 'candidates':
      return { type, epoch: epoch(fields), candidates: candidates(fields['candidates']) };
    case 'offer':
    case 'answer':
      return { type, ...negotiation(fields), sdp: packed(fields['sdp']) };
    case 'recover':
      return { type, epoch: epoch(fields) };
    case 'data':
      return { type, n: count(fields['n'], 'n', 1), data: data(fields) };
    case 'received':
      return { type, n: count(fields['n'], 'n', 1) };
    default:
      throw bad('type');
  }
}

function record(input: unknown, field: string): Readonly<Record<string, unknown>> {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) throw bad(field);
  return input as Readonly<Record<string, unknown>>;
}

function id(input: unknown, field: string): string {
  if (typeof input !== 'string' || !ID.test(input)) throw bad(field);
  return input;
}

function count(input: unknown, field: string, least: number): number {
  if (!Number.isSafeInteger(input) || (input as number) < least) throw bad(field);
  return input as number;
}

function choice({ audio, video }: Readonly<Record<string, unknown>>) {
  if (typeof audio !== 'boolean' || typeof video !== 'boolean') throw bad('media');
  return { audio, video };
}

function epoch(fields: Readonly<Record<string, unknown>>): number {
  return count(fields['epoch'], 'epoch', 0);
}

/** The first negotiation of the first connection is not among them: it comes with `ring` and `accept`. */
function negotiation(fields: Readonly<Record<string, unknown>>) {
  const of = epoch(fields);
  return { epoch: of, id: count(fields['id'], 'id', of === 0 ? 1 : 0) };
}

function packed(input: unknown): string {
  if (typeof input !== 'string' || input.length < 2 || input.length > MAX_PACKED_CHARS) throw bad('sdp');
  return input;
}

function byeReason(input: unknown): ByeReason {
  const known = BYE_REASONS.find((reason) => reason === input);
  if (known === undefined) throw bad('reason');
  return known;
}

function candidates(input: unknown): Candidate[] {
  if (!Array.isArray(input) || input.length === 0 || input.length > MAX_CANDIDATES) throw bad('candidates');
  return input.map((entry: unknown) => {
    const { candidate, sdpMid, usernameFragment } = record(entry, 'candidate');
    if (!isShort(candidate) || !isShort(sdpMid)) throw bad('candidate');
    if (usernameFragment === undefined) return { candidate, sdpMid };
    if (!isShort(usernameFragment)) throw bad('candidate');
    return { candidate, sdpMid, usernameFragment };
  });
}

function isShort(input: unknown): input is string {
  return typeof input === 'string' && input.length <= MAX_CANDIDATE_CHARS;
}

function data(fields: Readonly<Record<string, unknown>>): unknown {
  if (!('data' in fields) || jsonBytes(fields['data']) > MAX_DATA_BYTES) throw bad('data');
  return fields['data'];
}

/** How long a value is as JSON, in UTF-8 bytes. */
export function jsonBytes(value: unknown): number {
  return new TextEncoder().encode(JSON.stringify(value)).length;
}

/** Names the field and never the value: the value is an attacker's, and may hold an address. */
function bad(field: string): PhoneError {
  return new PhoneError('bad-message', `A message came with a bad ${field}.`);
}
