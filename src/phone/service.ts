import type { Archive } from '../archive/archive.js';
import type { Logger } from '../base/log.js';
import { PhoneError } from '../base/errors.js';
import { hasAgreed } from '../call/call-state.js';
import type { Call } from '../call/call.js';
import type { LocalMedia } from '../media/local-media.js';
import type { Peer } from '../peer/peer.js';
import { Mailbox } from '../signaling/mailbox.js';
import type { Letter } from '../signaling/inbox.js';
import type { Signaling } from '../signaling/signaling.js';
import type { CallRecorder } from './call-recorder.js';
import { CatchUp } from './post/catch-up.js';
import type { CallList } from './rings/call-list.js';
import { PhotoPost } from './post/photo-post.js';
import { PostOffice, type NoteLetter } from './post/post-office.js';
import { RingLimits } from './rings/ring-limits.js';
import { Switchboard, type Capacity, type ScreenedRing } from './rings/switchboard.js';
import type { Admission, Venue } from './places/venue.js';

export interface ServiceInit {
  readonly number: string;
  readonly transport: Signaling;
  readonly cipherKey: string | undefined;
  readonly calls: CallList;
  readonly archive: Archive;
  readonly recorder: CallRecorder;
  readonly capacity: Capacity;
  readonly media: LocalMedia;
  readonly makePeer: () => Peer;
  /** Tells the page. False when it refused. */
  readonly tell: (event: Event) => boolean;
  /** Who may learn this device's address while it rings. */
  readonly trusts: (number: string) => boolean;
  /** Whether this phone's camera is seen while it rings at those who trust it. */
  readonly showsEarly: () => boolean;
  /** A call rings here. */
  readonly announce: (call: Call) => void;
  /** For what nobody waits for. */
  readonly attempt: (promise: Promise<unknown>) => void;
  readonly log: Logger;
  /** The life of the phone. */
  readonly signal: AbortSignal;
}

/** What a phone has for as long as it listens to a signaling service, and no longer. */
export class Service {
  readonly transport: Signaling;
  readonly mailbox: Mailbox;
  readonly switchboard: Switchboard;
  readonly office: PostOffice;
  readonly photos: PhotoPost;
  readonly catchUp: CatchUp;
  /** Places that answer calls by themselves. */
  readonly venues = new Set<Venue>();
  /** Aborts when the phone listens no longer. */
  readonly signal: AbortSignal;

  readonly #init: ServiceInit;
  /** Ends with the transport: a phone that could not be connected may be connected again. */
  readonly #life = new AbortController();

  constructor(init: ServiceInit) {
    const { number, transport, cipherKey, log } = init;
    this.#init = init;
    const signal = AbortSignal.any([init.signal, this.#life.signal]);
    this.signal = signal;
    this.transport = transport;
    this.mailbox = new Mailbox({ number, signaling: transport, cipherKey, log });
    this.switchboard = new Switchboard({
      ...init,
      mailbox: this.mailbox,
      venues: this.venues,
      limits: new RingLimits(),
      screen: (ring) => this.#screen(ring),
      missed: (ring) => init.recorder.recordBusy(ring),
      mailPhoto: async (...given) => {
        await this.photos.send(...given);
      },
      signal,
    });
    this.office = new PostOffice({
      mailbox: this.mailbox,
      keeps: () => transport.recall !== undefined && this.catchUp.keeps,
      deliver: (letter) => this.#onNote(letter),
      signal,
      log,
    });
    this.photos = new PhotoPost(this.mailbox, this.office, () => init.tell(new Event('offerschange')));
    this.catchUp = new CatchUp({
      mailbox: this.mailbox,
      archive: init.archive,
      take: (letters) => this.#onRecalled(letters),
      signal,
      log,
    });
    this.#passOn(signal);
  }

  /** Listens no longer. The transport is let go as well, unless it is the page's and may yet be connected. */
  close({ keepTransport = false } = {}): void {
    this.#life.abort(new PhoneError('bad-state', 'The phone is not connected.'));
    this.mailbox.close();
    if (!keepTransport) this.transport.close();
  }

  #passOn(signal: AbortSignal): void {
    const { tell } = this.#init;
    this.transport.addEventListener(
      'tokenexpiring',
      ({ detail }) => tell(new CustomEvent('tokenexpiring', { detail })),
      { signal },
    );
    this.mailbox.addEventListener('refused', ({ detail }) => tell(new CustomEvent('refused', { detail })), {
      signal,
    });
  }

  /** Asks the page, which may need a moment. */
  #screen(ring: ScreenedRing): Admission | Promise<Admission> {
    let answer: Promise<boolean> | undefined;
    const detail = { ...ring, decide: (isWelcome: Promise<boolean>) => (answer = isWelcome) };
    if (!this.#init.tell(new CustomEvent('screen', { detail, cancelable: true }))) return 'declined';
    return answer ? admission(answer) : 'take';
  }

  #onRecalled(letters: readonly Letter[]): void {
    for (const letter of letters) this.office.take(letter);
    this.#init.recorder.recordRecalled(letters);
  }

  #onNote({ from, ageMs, message }: NoteLetter): void {
    const { tell, attempt, log } = this.#init;
    const at = Date.now() - ageMs;
    if (message.type === 'note') {
      tell(new CustomEvent('message', { detail: { from, data: message.data, at } }));
      return;
    }
    const call = this.#init.calls.all.find(({ number, state }) => number === from && hasAgreed(state));
    if (!call) {
      const detail = this.photos.offer(from, at, message);
      tell(new CustomEvent('photooffered', { detail }));
      return;
    }
    const show = this.photos.fetch(message).then((photo) => {
      call.dispatchEvent(new CustomEvent('photo', { detail: photo }));
      tell(new CustomEvent('photo', { detail: { from, photo, at } }));
    });
    attempt(
      show.catch((error: unknown) => {
        if (!(error instanceof PhoneError) || error.code !== 'bad-message') throw error;
        log({ level: 'warn', event: 'photo-refused', detail: { error: error.message } });
      }),
    );
  }
}

async function admission(answer: Promise<boolean>): Promise<Admission> {
  return (await answer) ? 'take' : 'declined';
}
