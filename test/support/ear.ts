import { until } from './until.js';

/** Quieter than this is silence, as a share of full scale. */
const SILENCE = 0.0005;

/** How many of the last samples are the present moment: 6 ms. */
const NOW = 256;

/** An ear at everything the page plays by itself: tones of the browser's making, and sound files. */
export class Ear {
  /** The page's audio contexts, in order of opening. */
  readonly contexts: BaseAudioContext[] = [];
  /** The sound files that the page has begun to play. */
  readonly files: HTMLMediaElement[] = [];

  readonly #listening: AnalyserNode[] = [];
  readonly #own: AudioContext[] = [];
  readonly #connect = AudioNode.prototype.connect;
  readonly #play = HTMLMediaElement.prototype.play;

  constructor() {
    const onOutput = (node: AudioNode) => this.#listen(node);
    const onFile = (file: HTMLMediaElement) => this.#listenTo(file);
    const connect = this.#connect as (...args: unknown[]) => unknown;
    const play = this.#play;
    Object.assign(AudioNode.prototype, {
      connect(this: AudioNode, to: unknown, ...more: unknown[]) {
        if (to instanceof AudioDestinationNode) onOutput(this);
        return connect.call(this, to, ...more);
      },
    });
    HTMLMediaElement.prototype.play = async function (this: HTMLMediaElement) {
      await play.call(this);
      if (this instanceof HTMLAudioElement) onFile(this);
    };
  }

  /** Gives the page its own hands back. */
  close(): void {
    AudioNode.prototype.connect = this.#connect;
    HTMLMediaElement.prototype.play = this.#play;
    for (const context of this.#own) void context.close();
  }

  /** Whether this pitch, in Hz, stands out of what is heard right now. */
  hears(pitch: number): boolean {
    return this.#live.some((analyser) => {
      const levels = new Float32Array(analyser.frequencyBinCount);
      analyser.getFloatFrequencyData(levels);
      const at = (frequency: number) =>
        levels[Math.round((frequency * analyser.fftSize) / analyser.context.sampleRate)] ?? -Infinity;
      return at(pitch) > -60 && at(pitch) > at(pitch * 1.35) + 20 && at(pitch) > at(pitch * 0.7) + 20;
    });
  }

  /** The highest pressure of the last moment, as a share of full scale. */
  get loudness(): number {
    return Math.max(
      0,
      ...this.#live.map((analyser) => {
        const samples = new Float32Array(analyser.fftSize);
        analyser.getFloatTimeDomainData(samples);
        return samples.slice(-NOW).reduce((highest, sample) => Math.max(highest, Math.abs(sample)), 0);
      }),
    );
  }

  get isSilent(): boolean {
    return this.loudness < SILENCE;
  }

  /** Whether nothing is open any more that could be heard. */
  get isOver(): boolean {
    return this.contexts.every(({ state }) => state === 'closed') && this.files.every(({ paused }) => paused);
  }

  /** Waits until these pitches are heard, all at once. */
  async waitFor(...pitches: number[]): Promise<void> {
    await until(`${pitches.join(' and ')} Hz are heard`, () => pitches.every((pitch) => this.hears(pitch)));
  }

  async waitForSilence(): Promise<void> {
    await until('it is silent, and nothing is open', () => this.isOver);
  }

  get #live(): AnalyserNode[] {
    return this.#listening.filter(({ context }) => context.state === 'running');
  }

  #listen(node: AudioNode): void {
    this.contexts.push(node.context);
    this.#hearken(node);
  }

  #listenTo(file: HTMLMediaElement): void {
    this.files.push(file);
    const context = new AudioContext();
    this.#own.push(context);
    const { captureStream } = file as HTMLMediaElement & { captureStream(): MediaStream };
    this.#hearken(context.createMediaStreamSource(captureStream.call(file)));
  }

  #hearken(node: AudioNode): void {
    const analyser = new AnalyserNode(node.context, { fftSize: 8192, smoothingTimeConstant: 0 });
    (this.#connect as (to: AudioNode) => AudioNode).call(node, analyser);
    this.#listening.push(analyser);
  }
}
