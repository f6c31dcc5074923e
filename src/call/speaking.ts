import { later } from '../base/lifetime.js';
import type { LocalMedia } from '../media/local-media.js';
import type { MediaChoice } from '../media/media-choice.js';
import { SpeechMeter } from '../media/speech-meter.js';
import type { CallState } from './call-state.js';

/** How often it is looked who speaks, in milliseconds. In the background browsers look less often. */
const LOOK_MS = 100;

/** What has to be known of a call to tell who speaks in it. */
interface SpokenIn extends EventTarget {
  readonly state: CallState;
  readonly sending: MediaChoice;
  readonly held: boolean;
  readonly peerConnection: RTCPeerConnection | undefined;
}

/**
 * Who speaks in a call, by the loudness of what leaves and of what is heard. The call tells changes by `speakingchange`.
 *
 * It looks only while somebody has asked it to, and browsers measure what arrives only while somebody plays it. That the
 * other side speaks is its browser's word (RFC 6464, client-to-mixer audio level).
 */
export class Speaking {
  readonly #call: SpokenIn;
  readonly #media: LocalMedia;
  readonly #watchers = new Set<AbortSignal>();
  #looking: AbortController | undefined;
  #local = new SpeechMeter();
  #remote = new SpeechMeter();
  #heardAt = 0;
  #told = '';

  constructor(call: SpokenIn, media: LocalMedia) {
    this.#call = call;
    this.#media = media;
  }

  /** This person speaks, and the call carries it. */
  get local(): boolean {
    return this.#local.speaking;
  }

  get remote(): boolean {
    return this.#remote.speaking;
  }

  /** Looks who speaks, ten times a second at most, until the signal aborts or the call ends. */
  watch(signal: AbortSignal): void {
    if (signal.aborted || this.#watchers.has(signal) || this.#isOver) return;
    this.#watchers.add(signal);
    const leave = () => {
      this.#watchers.delete(signal);
      if (this.#watchers.size === 0) this.#stop();
    };
    signal.addEventListener('abort', leave, { once: true });
    if (this.#looking) return;
    this.#looking = new AbortController();
    this.#media.watchLevel(this.#looking.signal);
    this.#look(this.#looking.signal);
  }

  get #isOver(): boolean {
    return this.#call.state.phase === 'ended';
  }

  #look(signal: AbortSignal): void {
    if (this.#isOver) {
      this.#stop();
      return;
    }
    const { sending, held } = this.#call;
    const at = performance.now();
    this.#local.hear(sending.audio && !held ? this.#media.level : 0, at);
    this.#remote.hear(this.#arriving(), at);
    this.#tell();
    later(LOOK_MS, signal, () => this.#look(signal));
  }

  /** How loud the last packet was. One that was there before says nothing: none has come since. */
  #arriving(): number {
    const receivers = this.#call.peerConnection?.getReceivers() ?? [];
    const audio = receivers.find(({ track }) => track.kind === 'audio');
    const [source] = audio?.getSynchronizationSources() ?? [];
    if (!source || source.timestamp === this.#heardAt) return 0;
    this.#heardAt = source.timestamp;
    return source.audioLevel ?? 0;
  }

  #stop(): void {
    this.#looking?.abort();
    this.#looking = undefined;
    this.#watchers.clear();
    this.#local = new SpeechMeter();
    this.#remote = new SpeechMeter();
    this.#tell();
  }

  #tell(): void {
    const now = `${this.local} ${this.remote}`;
    if (now === (this.#told || 'false false')) return;
    this.#told = now;
    this.#call.dispatchEvent(new Event('speakingchange'));
  }
}
