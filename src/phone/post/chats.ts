import type { MessageHistory, MessageRecord } from '../../archive/message-history.js';
import { PhoneError } from '../../base/errors.js';
import type { Logger } from '../../base/log.js';
import { typedEventTarget } from '../../base/typed-event-target.js';
import { hasAgreed } from '../../call/call-state.js';
import type { Call } from '../../call/call.js';
import { parseNumber } from '../../wire/number.js';
import { randomId } from '../../wire/random-id.js';
import { MAX_CHAT_CHARS } from '../limits.js';
import type { PhoneMessage } from '../phone-events.js';
import type { Delivery } from './post-office.js';
import type { Room } from '../places/room.js';

const ID = /^[\w-]{8,64}$/;
/** Lines of theirs that are remembered, so that each is told once. */
const MAX_REMEMBERED = 1_000;

/** A chat message as it travels among the page's own JSON. */
interface ChatMessage {
  readonly chat: string;
  readonly id: string;
  /** The room to which it was said, and not to us alone. */
  readonly room?: string;
}

/** A line of a chat. Its `data` is the text. */
export interface ChatLine extends MessageRecord {
  readonly data: string;
}

export interface ChatsEvents {
  /** A line came, was sent, or another became of it. Also those that no history keeps. */
  line: CustomEvent<ChatLine>;
}

export interface ChatsInit {
  /** Our own number. */
  readonly number: string;
  readonly history: MessageHistory;
  readonly calls: () => readonly Call[];
  /** Sends JSON without a call. */
  readonly send: (number: string, data: unknown) => Promise<Delivery>;
  readonly log: Logger;
}

/** Something that may be a line, and how it came. */
interface Heard {
  /** The transport's word. */
  readonly from: string;
  readonly data: unknown;
  readonly at: number;
  /** The room of the call by which it came. */
  readonly room?: string | undefined;
}

/**
 * Text from person to person: by a call where there is one, else by signaling, which may keep it for somebody who is away.
 * And text to everybody in a room, by its calls alone: who is not there does not get it.
 *
 * Text only, and no page need be open with a chat on it: what comes is kept in the phone's history.
 */
export class Chats extends typedEventTarget<ChatsEvents>() {
  readonly #init: ChatsInit;
  readonly #heard = new Set<string>();

  constructor(init: ChatsInit) {
    super();
    this.#init = init;
  }

  /**
   * Sends a line to a number, or to everybody in a room. Resolves with it when the other phone, or each of them, has it, or
   * when the service keeps it.
   *
   * @throws {PhoneError} `bad-number`, `self-call`; `bad-message`, when it is empty; `too-large`, above 4,000 characters; and
   * why it was not delivered, when its status is `failed`.
   */
  async send(to: string | Room, text: string): Promise<ChatLine> {
    const own = this.#init.number;
    const talk = typeof to === 'string' ? { number: parseNumber(to) } : { number: own, room: to.name };
    if (talk.number === own && !('room' in talk))
      throw new PhoneError('self-call', 'A phone cannot write to itself.');
    if (text.trim() === '') throw new PhoneError('bad-message', 'A chat message must not be empty.');
    if (text.length > MAX_CHAT_CHARS)
      throw new PhoneError('too-large', `A chat message may have ${MAX_CHAT_CHARS} characters.`);
    return await this.#transmit({
      ...talk,
      id: randomId(),
      from: 'me',
      at: Date.now(),
      data: text,
      status: 'sending',
    });
  }

  /** Sends a line again that has failed. Who has got it does not get it twice. Rejects as `send()`. */
  async retry(line: ChatLine): Promise<ChatLine> {
    return await this.#transmit({ ...line, status: 'sending' });
  }

  /** Takes what came, if it is a line. */
  #hear({ from, data, at, room }: Heard): void {
    const message = parseChat(data);
    if (!message) return;
    // Others may know the id as well, and must not be able to take its place.
    const id = `${from} ${message.id}`;
    if (this.#heard.has(id)) return;
    this.#heard.add(id);
    const [oldest] = this.#heard;
    if (this.#heard.size > MAX_REMEMBERED && oldest !== undefined) this.#heard.delete(oldest);
    // To a room one speaks by its calls. From elsewhere it was said to us alone, whatever it says of itself.
    const isToRoom = room !== undefined && message.room === room;
    void this.#keep({
      id,
      number: from,
      ...(isToRoom && { room }),
      from: 'them',
      at,
      data: message.chat,
      status: 'delivered',
      unseen: true,
    });
  }

  /** Follows the calls and the notes of a phone until the signal aborts. @internal */
  follow(
    phone: Pick<EventTarget, 'addEventListener'> & { readonly calls: readonly Call[] },
    signal: AbortSignal,
  ): void {
    const known = new WeakSet<Call>();
    const onCalls = () => {
      for (const call of phone.calls) {
        if (known.has(call)) continue;
        known.add(call);
        const { number: from, room } = call;
        const onMessage = ({ data }: MessageEvent) => this.#hear({ from, data, at: Date.now(), room });
        call.addEventListener('message', onMessage, { signal });
      }
    };
    const onNote = (event: Event) => this.#hear((event as CustomEvent<PhoneMessage>).detail);
    phone.addEventListener('callschange', onCalls, { signal });
    phone.addEventListener('message', onNote, { signal });
  }

  async #transmit(line: ChatLine): Promise<ChatLine> {
    const kept = await this.#keep(line);
    try {
      return await this.#settle(kept, await this.#deliver(line));
    } catch (cause) {
      await this.#settle(kept, 'failed');
      throw PhoneError.from(cause, 'not-delivered', 'The message could not be sent.');
    }
  }

  async #deliver({ number, room, id, data }: ChatLine): Promise<Delivery> {
    const { calls, send } = this.#init;
    const message: ChatMessage = { chat: data, id, ...(room !== undefined && { room }) };
    const agreed = calls().filter(({ state }) => hasAgreed(state));
    if (room !== undefined) {
      await sendToAll(
        agreed.filter((call) => call.room === room),
        message,
      );
      return 'delivered';
    }
    const call = agreed.find((each) => each.number === number);
    return call ? await call.send(message).then((): Delivery => 'delivered') : await send(number, message);
  }

  async #settle(line: ChatLine, status: ChatLine['status']): Promise<ChatLine> {
    const settled = { ...line, status };
    await this.#attempt(this.#init.history.setStatus(line.id, status));
    this.#tell(settled);
    return settled;
  }

  async #keep(line: ChatLine): Promise<ChatLine> {
    const kept = { ...line };
    await this.#attempt(this.#init.history.add(line).then(({ at }) => Object.assign(kept, { at })));
    this.#tell(kept);
    return kept;
  }

  /** A line is sent and shown also where it cannot be kept. */
  async #attempt(promise: Promise<unknown>): Promise<void> {
    await promise.catch((error: unknown) =>
      this.#init.log({ level: 'warn', event: 'chat-not-kept', detail: { error: String(error) } }),
    );
  }

  #tell(line: ChatLine): void {
    this.dispatchEvent(new CustomEvent('line', { detail: Object.freeze(line) }));
  }
}

/** Resolves when each has it, but for those who have hung up meanwhile. */
async function sendToAll(calls: readonly Call[], message: ChatMessage): Promise<void> {
  const outcomes = await Promise.allSettled(calls.map((call) => call.send(message)));
  const lost = outcomes.find(
    (outcome, index) => outcome.status === 'rejected' && calls[index]?.state.phase !== 'ended',
  );
  if (lost?.status === 'rejected') throw lost.reason;
  if (!outcomes.some(({ status }) => status === 'fulfilled'))
    throw new PhoneError('not-delivered', 'Nobody else is in the room.');
}

/** Undefined, when it is something else that the page sends. Another person wrote it. */
function parseChat(data: unknown): ChatMessage | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const { chat, id, room } = data as Readonly<Record<string, unknown>>;
  if (typeof chat !== 'string' || chat.trim() === '' || chat.length > MAX_CHAT_CHARS) return undefined;
  if (typeof id !== 'string' || !ID.test(id)) return undefined;
  return { chat, id, ...(typeof room === 'string' && { room }) };
}
