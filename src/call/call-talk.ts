import type { Logger } from '../base/log.js';
import type { Peer } from '../peer/peer.js';
import { parseMessage, type Message } from '../wire/message.js';

export interface CallTalkInit {
  readonly peer: Peer;
  /** Sends by signaling. */
  readonly send: (message: Message) => Promise<void>;
  /** Takes what the other side said by the data channel. */
  readonly take: (message: Message) => void;
  readonly signal: AbortSignal;
  readonly log: Logger;
}

/** What the two sides of a call say to each other: by the data channel where there is one, else by signaling. */
export class CallTalk {
  readonly #peer: Peer;
  readonly #send: CallTalkInit['send'];
  readonly #take: CallTalkInit['take'];
  readonly #log: Logger;
  #refused = 0;

  constructor({ peer, send, take, signal, log }: CallTalkInit) {
    this.#peer = peer;
    this.#send = send;
    this.#take = take;
    this.#log = log;
    peer.addEventListener('text', ({ detail }) => this.#onText(detail), { signal });
  }

  /** Says something. `direct`: by the data channel if it is open; costs nothing and takes no detour. */
  async tell(message: Message, direct = true): Promise<void> {
    if (direct && this.#peer.send(JSON.stringify(message))) return;
    await this.#send(message);
  }

  /** Says something that must arrive, whatever still works: by both ways. Rejects only when neither took it. */
  async tellTwice(message: Message): Promise<void> {
    const told = this.#peer.send(JSON.stringify(message));
    try {
      await this.#send(message);
    } catch (error) {
      if (!told) throw error;
      this.#log({
        level: 'debug',
        event: 'told-by-channel-only',
        detail: { type: message.type, error: String(error) },
      });
    }
  }

  #onText(text: string): void {
    let message: Message;
    try {
      message = parseMessage(text);
    } catch (error) {
      this.#refused += 1;
      this.#log({
        level: 'warn',
        event: 'message-refused',
        detail: { count: this.#refused, error: String(error) },
      });
      return;
    }
    this.#take(message);
  }
}
