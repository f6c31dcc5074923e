import type { Logger } from '../base/log.js';
import { ByteChannel } from './byte-channel.js';

export interface ChannelsInit {
  readonly connection: RTCPeerConnection;
  readonly signal: AbortSignal;
  readonly logger: Logger;
  /** Text and bytes can be sent now. */
  readonly opened: () => void;
  /** The channels are gone, and will not come back on this connection. `opened`: whether they were open before. */
  readonly closed: (opened: boolean) => void;
  readonly text: (text: string) => void;
  readonly bytes: (bytes: Uint8Array<ArrayBuffer>) => void;
}

/**
 * The data channels of a connection: one for text, one for binary objects, and one for signs of life.
 *
 * Both sides make the same ones by agreement, so neither waits for the other's (RFC 8831 section 6.4).
 */
export class Channels {
  readonly #logger: Logger;
  readonly #text: RTCDataChannel;
  readonly #bytes: RTCDataChannel;
  readonly #beats: RTCDataChannel;
  readonly #objects: ByteChannel;

  constructor({ connection, signal, logger, opened, closed, text, bytes }: ChannelsInit) {
    this.#logger = logger;
    this.#text = connection.createDataChannel('text', { negotiated: true, id: 0 });
    this.#bytes = connection.createDataChannel('bytes', { negotiated: true, id: 1 });
    this.#bytes.binaryType = 'arraybuffer';
    this.#objects = new ByteChannel({ channel: this.#bytes, signal, logger, receive: bytes });
    // A beat that is lost must not hold up the next one.
    const perishable = { ordered: false, maxRetransmits: 0 };
    this.#beats = connection.createDataChannel('beats', { negotiated: true, id: 2, ...perishable });

    let openedOnce = false;
    const onOpen = () => {
      openedOnce = true;
      if (this.open) opened();
    };
    for (const channel of [this.#text, this.#bytes]) channel.addEventListener('open', onOpen, { signal });
    this.#text.addEventListener('close', () => closed(openedOnce), { signal });
    this.#text.addEventListener(
      'message',
      ({ data }) => {
        if (typeof data === 'string') text(data);
        else logger({ level: 'warn', event: 'text-refused', detail: { why: 'binary' } });
      },
      { signal },
    );
  }

  /** Whether text and bytes can be sent. */
  get open(): boolean {
    return this.#text.readyState === 'open' && this.#bytes.readyState === 'open';
  }

  /** Sends text, reliably and in order. False when it cannot. */
  send(text: string): boolean {
    if (!this.open) return false;
    try {
      this.#text.send(text);
      return true;
    } catch (cause) {
      // More than the browser's buffer or the other side's maxMessageSize holds.
      this.#logger({
        level: 'warn',
        event: 'text-not-sent',
        detail: { error: String(cause), length: text.length },
      });
      return false;
    }
  }

  /** See {@link ByteChannel.send}. */
  async sendBytes(...given: Parameters<ByteChannel['send']>): Promise<void> {
    await this.#objects.send(...given);
  }

  /** Sends a sign of life. Nobody reads it: the browser at the other end acknowledges it, and that is a packet for us. */
  beat(): void {
    if (this.#beats.readyState === 'open' && this.#beats.bufferedAmount === 0) this.#beats.send('.');
  }

  close(): void {
    for (const channel of [this.#text, this.#bytes, this.#beats]) channel.close();
  }
}
