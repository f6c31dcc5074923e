import type { CallCandidates, CallDescription, Candidate, OfEpoch } from '../base/description.js';
import { PhoneError } from '../base/errors.js';
import { bad, count, flags, id, jsonBytes, record, type Fields } from './fields.js';
import {
  MAX_CANDIDATE_CHARS,
  MAX_CANDIDATES,
  MAX_DATA_BYTES,
  MAX_INLINE_PHOTO_BYTES,
  MAX_PACKED_CHARS,
} from './limits.js';
import { parseNumber } from './number.js';

const BYE_REASONS = [
  'hung-up',
  'cancelled',
  'declined',
  'busy',
  'no-answer',
  'unreachable',
  'elsewhere',
  'left',
  'full',
  'removed',
  'no-route',
  'connection-lost',
  'failed',
] as const;

/** Why a call is over, as one side tells the other. Both sides end with the same word. */
export type ByeReason = (typeof BYE_REASONS)[number];

/** What one side of a call may say to the other. Descriptions are packed (`compact.ts`). */
export type Message =
  /** Asks for a call, with the complete first offer. `audio` and `video`: what the caller wants to have. */
  | ({
      readonly type: 'ring';
      readonly audio: boolean;
      readonly video: boolean;
      readonly sdp: string;
    } & Purpose)
  /** A device of the callee rings; with the complete answer, where it trusts the caller with its address. */
  | { readonly type: 'ringing'; readonly sdp?: string }
  /**
   * A person, or a policy of theirs, took the call; with the complete answer and what will be sent. Without the answer
   * from a device that has given it while it rang.
   */
  | { readonly type: 'accept'; readonly audio: boolean; readonly video: boolean; readonly sdp?: string }
  /** Tells the callee's devices which of them has the call. The others stop ringing. */
  | { readonly type: 'taken'; readonly by: string }
  /** The call is over. `quiet`: it was for a place, and rang at nobody, so nobody has missed it. */
  | { readonly type: 'bye'; readonly reason: ByeReason; readonly quiet?: true }
  /** Candidates that were found after the description had left. */
  | ({ readonly type: 'candidates' } & CallCandidates)
  /** A later negotiation, or the first one of a connection that is to replace another. */
  | CallDescription
  /** The callee asks the caller to mend the connection, which carries nothing to it any more, or to make the next one. */
  | ({ readonly type: 'recover' } & OfEpoch)
  /** What is being sent right now: a muted microphone or a camera that is off sends nothing. */
  | ({ readonly type: 'media' } & SentMedia)
  /** JSON of the page. `n` counts the messages of one side, from 1. */
  | { readonly type: 'data'; readonly n: number; readonly data: unknown }
  /** All JSON up to and with `n` has arrived. */
  | { readonly type: 'received'; readonly n: number }
  /** JSON of the page to a number, outside of any call. */
  | { readonly type: 'note'; readonly data: unknown }
  /** A photo to a number, by signaling. */
  | ({ readonly type: 'photo' } & PostedPhoto)
  /** The note or photo with this call id has arrived. */
  | { readonly type: 'noted' };

/** What a ring is for, where it is not for a person: a place in a room, or a look at a broadcast. */
export interface Purpose {
  /** The name of the room in which both are. */
  readonly room?: string;
  /** Wants to see and hear what this number broadcasts, and sends nothing. */
  readonly view?: true;
}

/** What is being sent right now: a muted microphone or a camera that is off sends nothing. */
export interface SentMedia {
  readonly audio: boolean;
  readonly video: boolean;
  /** Has put the call on hold, and wants nothing either. */
  readonly held?: true;
  /** The picture is a screen, not a face. */
  readonly screen?: true;
}

/** A small photo itself, as base64url; or where a larger one lies at the signaling service, and its size in bytes. */
export type PostedPhoto =
  | { readonly bytes: string }
  | { readonly file: { readonly id: string; readonly name: string }; readonly size: number };

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

/**
 * Whether a message is also for a phone that is not there to hear it: notes, photos, and the goodbye of a call that nobody
 * could take. Nothing else may stay behind at a service.
 */
export function isKept(message: Message): boolean {
  if (message.type === 'bye')
    return !message.quiet && ['cancelled', 'no-answer', 'unreachable'].includes(message.reason);
  return message.type === 'note' || message.type === 'photo';
}

/** The protocol's version. Messages of another one are refused. */
const VERSION = 1;
const BASE64URL = /^[\w-]+$/;
/** Of files the service and the kit give names to: nothing that could lead to another place. */
const FILE = /^[\w-]{1,64}$/;
const MAX_PHOTO_CHARS = Math.ceil((MAX_INLINE_PHOTO_BYTES * 4) / 3);

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

function messageOf(fields: Fields): Message {
  const { type } = fields as { readonly type?: unknown };
  switch (type) {
    case 'ring':
      return { type, ...choice(fields), sdp: packed(fields['sdp']), ...purpose(fields) };
    case 'accept':
      return { type, ...choice(fields), ...answer(fields) };
    case 'media':
      return { type, ...choice(fields), ...flags(fields, ['held', 'screen']) };
    case 'note':
      return { type, data: data(fields) };
    case 'photo':
      return { type, ...photo(fields) };
    case 'noted':
      return { type };
    case 'ringing':
      return { type, ...answer(fields) };
    case 'taken':
      return { type, by: id(fields['by'], 'by') };
    case 'bye':
      return { type, reason: byeReason(fields['reason']), ...flags(fields, ['quiet']) };
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

function choice({ audio, video }: Fields) {
  if (typeof audio !== 'boolean' || typeof video !== 'boolean') throw bad('media');
  return { audio, video };
}

function purpose(fields: Fields): Purpose {
  const { room } = fields as { readonly room?: unknown };
  const { view } = flags(fields, ['view']);
  if (room === undefined) return view ? { view } : {};
  if (view) throw bad('purpose');
  return { room: parseNumber(room) };
}

function photo({ bytes, file, size }: Fields): PostedPhoto {
  if (bytes !== undefined) {
    if (typeof bytes !== 'string' || bytes.length > MAX_PHOTO_CHARS || !BASE64URL.test(bytes))
      throw bad('photo');
    return { bytes };
  }
  const { id: fileId, name } = record(file, 'file');
  if (typeof fileId !== 'string' || !FILE.test(fileId)) throw bad('file');
  if (typeof name !== 'string' || !FILE.test(name)) throw bad('file');
  return { file: { id: fileId, name }, size: count(size, 'size', 1) };
}

function epoch(fields: Fields): number {
  return count(fields['epoch'], 'epoch', 0);
}

/** The first negotiation of the first connection is not among them: it comes with `ring` and `accept`. */
function negotiation(fields: Fields) {
  const of = epoch(fields);
  return { epoch: of, id: count(fields['id'], 'id', of === 0 ? 1 : 0) };
}

function packed(input: unknown): string {
  if (typeof input !== 'string' || input.length < 2 || input.length > MAX_PACKED_CHARS) throw bad('sdp');
  return input;
}

/** An answer that may also come with another message. */
function answer({ sdp }: Fields): { readonly sdp?: string } {
  return sdp === undefined ? {} : { sdp: packed(sdp) };
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

function data(fields: Fields): unknown {
  if (!('data' in fields) || jsonBytes(fields['data']) > MAX_DATA_BYTES) throw bad('data');
  return fields['data'];
}
