/** What arrives from the other side: one stream for the whole call, with exactly the tracks that are being sent. */
export class RemoteMedia {
  readonly #signal: AbortSignal;
  readonly #changed: () => void;
  readonly #watched = new WeakSet<MediaStreamTrack>();
  #stream: MediaStream | undefined;

  /** @param changed Called when a track came, went, began or stopped to deliver. */
  constructor(signal: AbortSignal, changed: () => void) {
    this.#signal = signal;
    this.#changed = changed;
  }

  get stream(): MediaStream {
    return (this.#stream ??= new MediaStream());
  }

  /**
   * Follows what has been negotiated.
   *
   * A browser tells by `track` when sending begins, but about its end only those who attached the track to a stream.
   */
  follow(transceivers: readonly RTCRtpTransceiver[]): void {
    const changes = transceivers.filter(({ currentDirection, receiver: { track } }) => {
      const arrives = currentDirection === 'sendrecv' || currentDirection === 'recvonly';
      if (arrives === this.stream.getTracks().includes(track)) return false;
      if (arrives) this.stream.addTrack(track);
      else this.stream.removeTrack(track);
      this.#watch(track);
      return true;
    });
    if (changes.length > 0) this.#changed();
  }

  #watch(track: MediaStreamTrack): void {
    if (this.#watched.has(track)) return;
    this.#watched.add(track);
    for (const type of ['mute', 'unmute'])
      track.addEventListener(type, this.#changed, { signal: this.#signal });
  }
}

/** What a callee sees of the caller before having accepted: a picture, if there is one, and never a sound. */
export function previewOf(stream: MediaStream): MediaStream {
  return new MediaStream(stream.getVideoTracks().filter(({ muted }) => !muted));
}

/** Makes the tracks of one stream those of the other. False when they were. */
export function mirrorTracks(from: MediaStream, to: MediaStream): boolean {
  const [tracks, before] = [from.getTracks(), to.getTracks()];
  for (const track of before) if (!tracks.includes(track)) to.removeTrack(track);
  for (const track of tracks) to.addTrack(track);
  return tracks.length !== before.length || tracks.some((track) => !before.includes(track));
}
