import { PhoneError } from '../base/errors.js';
import type { Logger } from '../base/log.js';
import { typedEventTarget } from '../base/typed-event-target.js';
import { MAX_PAYLOAD_BYTES } from '../wire/limits.js';
import { isKept, parseEnvelope, writeEnvelope, type Envelope, type Message } from '../wire/message.js';
import { parseSender } from '../wire/number.js';
import { randomId } from '../wire/random-id.js';
import type { Sealer } from '../wire/seal.js';
import { CheckedGroup } from './checked-group.js';
import { Inbox, type Letter } from './inbox.js';
import { Outbox } from './outbox.js';
import type { About, Arrival, FileStore, Group, Signaling } from './signaling.js';

/** A goodbye of a closing page is counted last: it may be sent at any time, or never. */
const LAST_SEQ = 2 ** 31;

export interface MailboxEvents {
  /** A message for us, parsed, in order, once. */
  letter: CustomEvent<Letter>;
  /** A message that had come before: whoever wrote it may not have heard the answer. */
  repeat: CustomEvent<Letter>;
  /** Something arrived that is not for us to read. Nothing came of it. `count`: how many so far. */
  refused: CustomEvent<{ readonly from: string; readonly error: PhoneError; readonly count: number }>;
}

/** A message on its way. */
export interface Posted {
  /** Resolves when the service has it. */
  readonly sent: Promise<void>;
  /** Sends it once more under the same count, so that nobody takes it for another one. Not tried again when it fails. */
  again(): Promise<void>;
}

/** What a service had kept for us. */
export interface Recalled {
  /** The oldest first, each once. */
  readonly letters: readonly Letter[];
  /** Where to go on next time. Undefined as long as nothing was ever kept. */
  readonly position: string | undefined;
}

export interface MailboxInit {
  readonly number: string;
  readonly signaling: Signaling;
  /** Seals all that leaves and refuses all that is not sealed, when it is given. */
  readonly cipherKey?: string | undefined;
  readonly log: Logger;
}

/**
 * Messages between numbers, over any transport: exactly once, in order, sealed when there is a key.
 *
 * Everything another person's phone may say comes through here and is parsed here; what is not our protocol changes
 * nothing and is counted.
 */
export class Mailbox extends typedEventTarget<MailboxEvents>() {
  /** Names this device among those of the same number. Another one for every phone that is made. */
  readonly device = randomId();

  readonly #number: string;
  readonly #signaling: Signaling;
  readonly #cipherKey: string | undefined;
  readonly #log: Logger;
  readonly #life = new AbortController();
  readonly #inbox: Inbox;
  readonly #outbox: Outbox;
  #sealer: Promise<Sealer> | undefined;
  #arrivals: Arrival[] = [];
  #opened: Promise<void> = Promise.resolve();
  #refused = 0;

  constructor({ number, signaling, cipherKey, log }: MailboxInit) {
    super();
    this.#number = number;
    this.#signaling = signaling;
    this.#cipherKey = cipherKey;
    this.#log = log;

    const { signal } = this.#life;
    this.#inbox = new Inbox((detail) => this.dispatchEvent(new CustomEvent('letter', { detail })), signal);
    this.#outbox = new Outbox(signal, log);
    signaling.addEventListener('arrival', ({ detail }) => this.#onArrival(detail), { signal });
    signaling.addEventListener(
      'statechange',
      () => signaling.state.phase === 'ready' && this.#outbox.hurry(),
      { signal },
    );
  }

  /**
   * Sends a message of a call, behind those already under way. Resolves when the service has it.
   *
   * @throws {PhoneError} `network`, `forbidden`, `bad-keys` or `too-large`.
   */
  send(to: string, call: string, message: Message): Promise<void> {
    return this.post(to, call, message).sent;
  }

  /** The same, for a message that the service may take and lose: it can be sent again. */
  post(to: string, call: string, message: Message): Posted {
    let transmit = () => Promise.resolve();
    const sent = this.#outbox.send(call, (seq) => {
      transmit = async () => {
        const payload = await this.#write(to, { call, device: this.device, seq, message });
        await this.#signaling.send(to, payload, { keep: isKept(message) });
      };
      return transmit();
    });
    // Whoever waits for `sent` hears of its failure.
    const again = () => sent.catch(() => {}).then(() => transmit());
    return { sent, again };
  }

  /** Prepares the goodbye a closing page will have no time to seal. The function it resolves with sends it. */
  async prepareGoodbye(to: string, call: string): Promise<() => void> {
    const message: Message = { type: 'bye', reason: 'left' };
    const payload = await this.#write(to, { call, device: this.device, seq: LAST_SEQ, message });
    return () => this.#signaling.sendLast(to, payload);
  }

  /**
   * What the service has kept for us behind a position: notes, photos, and the goodbyes of calls that we missed. Some may
   * have been heard live too.
   *
   * @throws {PhoneError} `unsupported`, where the service keeps nothing; `network`, `forbidden`.
   */
  async recall(after?: string): Promise<Recalled> {
    const arrivals = await this.#signaling.recall?.(after);
    if (!arrivals) throw new PhoneError('unsupported', 'This signaling service keeps nothing.');
    const letters = new Map<string, Letter>();
    for (const arrival of arrivals) {
      // Whatever else there is was not kept for us.
      const letter = await this.#parse(arrival).catch(() => undefined);
      if (!letter || !isKept(letter.message)) continue;
      const { from, device, call, seq } = letter;
      const key = JSON.stringify([from, device, call, seq]);
      if (!letters.has(key)) letters.set(key, letter);
    }
    return { letters: [...letters.values()], position: arrivals.at(-1)?.position ?? after };
  }

  /**
   * Enters a group with something `about` us; without, only looks who is in it.
   *
   * @throws {PhoneError} `unsupported`, where the service knows no groups.
   */
  group(name: string, about?: About): Group {
    const group = this.#signaling.group?.(name, about);
    if (!group) throw new PhoneError('unsupported', 'This signaling service knows no groups.');
    return new CheckedGroup(group);
  }

  /** Where larger things go, sealed if there is a key. Undefined where the service keeps no files. */
  get files(): FileStore | undefined {
    const { files } = this.#signaling;
    const cipherKey = this.#cipherKey;
    if (!files || cipherKey === undefined) return files;
    const sealed = async () => {
      const { SealedFiles } = await import('./sealed-files.js');
      return new SealedFiles(files, await this.#sealerOf(cipherKey), this.#number);
    };
    return {
      put: async (to, file) => (await sealed()).put(to, file),
      get: async (ref, maxBytes) => (await sealed()).get(ref, maxBytes),
    };
  }

  /** Hears and sends nothing any more. */
  close(): void {
    this.#life.abort(new PhoneError('bad-state', 'The phone has been closed.'));
  }

  async #write(to: string, envelope: Envelope): Promise<object> {
    const plain = writeEnvelope(envelope);
    const sealer = await this.#sealing();
    const payload = sealer ? await sealer.seal(plain, { from: this.#number, to }) : plain;
    if (encodeURIComponent(JSON.stringify(payload)).length > MAX_PAYLOAD_BYTES) {
      throw new PhoneError('too-large', 'The message is too large for the signaling service.');
    }
    return payload;
  }

  async #sealing(): Promise<Sealer | undefined> {
    return this.#cipherKey === undefined ? undefined : await this.#sealerOf(this.#cipherKey);
  }

  #sealerOf(cipherKey: string): Promise<Sealer> {
    this.#sealer ??= import('../wire/seal.js').then(({ Sealer }) => Sealer.from(cipherKey));
    return this.#sealer;
  }

  /** Transports hand over what arrived together one by one, but in one task: so all of it is here in a microtask. */
  #onArrival(arrival: Arrival): void {
    if (this.#arrivals.push(arrival) > 1) return;
    queueMicrotask(() => {
      const arrivals = this.#arrivals;
      this.#arrivals = [];
      this.#opened = this.#opened.then(() => this.#open(arrivals));
    });
  }

  async #open(arrivals: readonly Arrival[]): Promise<void> {
    const letters = await Promise.all(arrivals.map((arrival) => this.#read(arrival)));
    if (this.#life.signal.aborted) return;
    this.#inbox.takeAll(
      letters.filter((letter) => letter !== undefined),
      (letter, why) => {
        const detail = { type: letter.message.type, why };
        this.#log({ level: 'debug', event: 'message-dropped', detail });
        if (why === 'repeat') this.dispatchEvent(new CustomEvent('repeat', { detail: letter }));
      },
    );
  }

  async #read(arrival: Arrival): Promise<Letter | undefined> {
    try {
      return await this.#parse(arrival);
    } catch (cause) {
      this.#refuse(arrival.from, PhoneError.from(cause, 'bad-message', 'A message could not be read.'));
      return undefined;
    }
  }

  async #parse({ from, payload, ageMs, position }: Arrival): Promise<Letter> {
    const sealer = await this.#sealing();
    const plain = sealer ? await sealer.open(payload, { from, to: this.#number }) : unsealed(payload);
    const envelope = parseEnvelope(plain);
    return { from: parseSender(from), ageMs, ...(position !== undefined && { position }), ...envelope };
  }

  #refuse(from: string, error: PhoneError): void {
    this.#refused += 1;
    const { code, message } = error;
    this.#log({
      level: 'warn',
      event: 'message-refused',
      detail: { from, code, message, count: this.#refused },
    });
    this.dispatchEvent(new CustomEvent('refused', { detail: { from, error, count: this.#refused } }));
  }
}

/** @throws {PhoneError} `bad-seal`, when it is sealed: this phone has no key. */
function unsealed(payload: unknown): unknown {
  if (typeof payload !== 'object' || payload === null || !('sealed' in payload)) return payload;
  throw new PhoneError('bad-seal', 'A message is sealed, and this phone has no cipher key.');
}
