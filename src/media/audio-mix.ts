/**
 * Several sounds as one track, which stays the same while they come and go.
 *
 * It works only while the browser lets it: without a person's click the context may wait (W3C Web Audio 1.1), and an
 * incoming phone call stops it on iOS. Then there is no track, and whoever wants to be heard sends the microphone alone.
 */
export class AudioMix {
  readonly #changed: () => void;
  #context: AudioContext | undefined;
  #output: MediaStreamAudioDestinationNode | undefined;
  readonly #sources = new Map<MediaStreamTrack, MediaStreamAudioSourceNode>();

  /** @param changed Called when {@link track} came or went. */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** All sounds in one, or null while there is none, or the browser does not let them be mixed. */
  get track(): MediaStreamTrack | null {
    return this.#context?.state === 'running' ? this.#first : null;
  }

  /** Makes the track, silent at first, whether the browser lets it sound yet or not. */
  open(): MediaStreamTrack | null {
    this.#open();
    return this.#first;
  }

  /** Mixes these from now on. */
  set(tracks: readonly MediaStreamTrack[]): void {
    for (const [track, source] of this.#sources) {
      if (tracks.includes(track)) continue;
      source.disconnect();
      this.#sources.delete(track);
    }
    try {
      this.#add(tracks.filter((track) => !this.#sources.has(track)));
    } catch {
      // Firefox refuses a sound whose sample rate is not that of the speakers. A mix without the voice is worse than none.
      this.close();
    }
  }

  /** Stops the track. Safe to call twice. */
  close(): void {
    const context = this.#context;
    if (!context) return;
    context.removeEventListener('statechange', this.#changed);
    for (const track of this.#output?.stream.getTracks() ?? []) track.stop();
    this.#sources.clear();
    this.#context = undefined;
    this.#output = undefined;
    // Nobody waits for it, and a context that cannot be closed is closed.
    context.close().catch(() => {});
  }

  #add(tracks: readonly MediaStreamTrack[]): void {
    const { context, output } = this.#open();
    for (const track of tracks) {
      const source = context.createMediaStreamSource(new MediaStream([track]));
      source.connect(output);
      this.#sources.set(track, source);
    }
    // It may have to wait for a click, and is late then, not wrong.
    context.resume().catch(() => {});
  }

  get #first(): MediaStreamTrack | null {
    return this.#output?.stream.getAudioTracks()[0] ?? null;
  }

  #open() {
    const context = (this.#context ??= new AudioContext({ latencyHint: 'interactive' }));
    if (this.#output) return { context, output: this.#output };
    const output = context.createMediaStreamDestination();
    this.#output = output;
    context.addEventListener('statechange', this.#changed);
    return { context, output };
  }
}
