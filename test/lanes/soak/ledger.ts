/** What is open on a page, of all that must not stay open after a call. */
export interface OpenThings {
  readonly connections: number;
  readonly tracks: number;
  readonly timers: number;
}

const connections = new Set<RTCPeerConnection>();
const tracks = new Set<MediaStreamTrack>();
const timers = new Set<number>();

/** Counts from now on. Has to be first on the page. */
export function keepLedger(): void {
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      connections.add(this);
    }
  };

  const { mediaDevices } = navigator;
  const capture = mediaDevices.getUserMedia.bind(mediaDevices);
  mediaDevices.getUserMedia = async (constraints) => {
    const stream = await capture(constraints);
    for (const track of stream.getTracks()) tracks.add(track);
    return stream;
  };
  const clone = MediaStreamTrack.prototype.clone;
  MediaStreamTrack.prototype.clone = function cloneAndNote() {
    const copy = clone.call(this);
    tracks.add(copy);
    return copy;
  };

  const start = window.setTimeout.bind(window);
  const stop = window.clearTimeout.bind(window);
  window.setTimeout = ((act: () => void, ...rest: [number]) => {
    const id = start(
      () => {
        timers.delete(id);
        act();
      },
      ...rest,
    );
    timers.add(id);
    return id;
  }) as typeof window.setTimeout;
  window.clearTimeout = (id) => {
    timers.delete(Number(id));
    stop(id);
  };
}

/** What is open now. Forgets what has been closed. */
export function openThings(): OpenThings {
  for (const connection of connections) {
    if (connection.signalingState === 'closed') connections.delete(connection);
  }
  for (const track of tracks) if (track.readyState === 'ended') tracks.delete(track);
  return { connections: connections.size, tracks: tracks.size, timers: timers.size };
}
