/** Samples that are looked at: a tenth of a second at 48 kHz, so that whoever looks ten times a second misses nothing. */
const WINDOW = 4096;

/**
 * How loud a track is, measured only while somebody looks.
 *
 * Zero as long as the browser lets nothing be measured: it may wait for a person's click (W3C Web Audio 1.1).
 */
export class LevelMeter {
  readonly #watchers = new Set<AbortSignal>();
  readonly #samples = new Float32Array(WINDOW);
  #context: AudioContext | undefined;
  #analyser: AnalyserNode | undefined;
  #source: MediaStreamAudioSourceNode | undefined;
  #track: MediaStreamTrack | null = null;

  /** The root mean square of the last tenth of a second, 0 to 1. */
  get level(): number {
    const analyser = this.#analyser;
    if (!analyser || !this.#source) return 0;
    analyser.getFloatTimeDomainData(this.#samples);
    return Math.sqrt(this.#samples.reduce((sum, sample) => sum + sample * sample, 0) / WINDOW);
  }

  /** Measures another track from now on, or none. */
  set(track: MediaStreamTrack | null): void {
    if (track === this.#track) return;
    this.#track = track;
    this.#connect();
  }

  /** Measures until the signal aborts, and as long as others want it. */
  watch(signal: AbortSignal): void {
    if (signal.aborted || this.#watchers.has(signal)) return;
    this.#watchers.add(signal);
    const leave = () => {
      this.#watchers.delete(signal);
      if (this.#watchers.size === 0) this.#close();
    };
    signal.addEventListener('abort', leave, { once: true });
    if (!this.#context) this.#open();
  }

  #open(): void {
    const context = new AudioContext();
    this.#context = context;
    this.#analyser = new AnalyserNode(context, { fftSize: WINDOW });
    this.#connect();
  }

  #connect(): void {
    this.#source?.disconnect();
    this.#source = undefined;
    const [context, analyser, track] = [this.#context, this.#analyser, this.#track];
    if (!context || !analyser || !track) return;
    try {
      this.#source = context.createMediaStreamSource(new MediaStream([track]));
      this.#source.connect(analyser);
    } catch {
      // Firefox refuses a sound whose sample rate is not that of the speakers.
      return;
    }
    // A page that listens may measure, and one that does not may have to wait for a click.
    context.resume().catch(() => {});
  }

  #close(): void {
    this.#source?.disconnect();
    this.#source = undefined;
    // Nobody waits for it.
    this.#context?.close().catch(() => {});
    this.#context = undefined;
    this.#analyser = undefined;
  }
}
