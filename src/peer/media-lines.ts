import { PhoneError } from '../base/errors.js';
import type { LinePlan, LineUse } from './peer.js';

type Kind = keyof LinePlan;
const KINDS = ['audio', 'video'] as const satisfies readonly Kind[];

/** The audio and the video line of a connection: what is planned for them, and the tracks we send. */
export class MediaLines {
  #plan: LinePlan | undefined;
  readonly #tracks: Record<Kind, MediaStreamTrack | null> = { audio: null, video: null };
  #lines: Readonly<Record<Kind, RTCRtpTransceiver>> | undefined;
  #videoLimit: number | undefined;

  /** See {@link limitVideo}. */
  get videoLimit(): number | undefined {
    return this.#videoLimit;
  }

  /** Both lines, or none before there is a connection. */
  get transceivers(): readonly RTCRtpTransceiver[] {
    return Object.values(this.#lines ?? {});
  }

  /** Adds both lines to a connection that is about to offer, in the order that never changes. */
  async add(connection: RTCPeerConnection): Promise<void> {
    await this.#take({
      audio: connection.addTransceiver('audio'),
      video: connection.addTransceiver('video'),
    });
  }

  /** Finds both lines in a connection that has taken an offer. What it does not offer, the answer leaves out by itself. */
  async find(connection: RTCPeerConnection): Promise<void> {
    const [audio, video] = connection.getTransceivers();
    if (!audio || !video) throw new PhoneError('bad-message', 'The offer has no media lines.');
    await this.#take({ audio, video });
  }

  /** Plans anew. True when a direction of a line changes, so that the browser will ask for a negotiation. */
  setPlan(plan: LinePlan): boolean {
    this.#plan = plan;
    const lines = this.#lines;
    if (!lines) return false;
    const changed = KINDS.filter((kind) => {
      const { direction } = lines[kind];
      // A line the other side has rejected is stopped for good.
      return direction !== 'stopped' && direction !== directionOf(plan[kind]);
    });
    for (const kind of changed) lines[kind].direction = directionOf(plan[kind]);
    return changed.length > 0;
  }

  /** Puts a track on its line. Before there is a line, it is kept for it. */
  async setTrack(kind: Kind, track: MediaStreamTrack | null): Promise<void> {
    this.#tracks[kind] = track;
    await this.#lines?.[kind].sender.replaceTrack(track);
  }

  /** Sends at most so many bits of video a second, whatever track is on the line. To be said again when there is a line. */
  async limitVideo(bitsPerSecond: number | undefined): Promise<void> {
    this.#videoLimit = bitsPerSecond;
    await this.#encode(true);
  }

  /**
   * Begins the picture anew. Who could not decode for a while waits for a whole picture, and has asked for it while
   * nothing got through: Chromium asks again only after 3 seconds.
   */
  async refresh(): Promise<void> {
    if (!this.#lines?.video.sender.track) return;
    // What was not sending sends a whole picture first.
    await this.#encode(false);
    await this.#encode(true);
  }

  async #take(lines: Readonly<Record<Kind, RTCRtpTransceiver>>): Promise<void> {
    this.#lines = lines;
    if (this.#plan) this.setPlan(this.#plan);
    await Promise.all(KINDS.map((kind) => lines[kind].sender.replaceTrack(this.#tracks[kind])));
  }

  /** Sets all about how the picture is sent (W3C WebRTC 5.2), so that of two settings at once the later one holds. */
  async #encode(active: boolean): Promise<void> {
    const line = this.#lines?.video;
    if (!line || line.direction === 'stopped') return;
    const parameters = line.sender.getParameters();
    for (const encoding of parameters.encodings) {
      encoding.active = active;
      delete encoding.maxBitrate;
      if (this.#videoLimit !== undefined) encoding.maxBitrate = this.#videoLimit;
    }
    await line.sender.setParameters(parameters);
  }
}

function directionOf({ send, receive }: LineUse): RTCRtpTransceiverDirection {
  if (send) return receive ? 'sendrecv' : 'sendonly';
  return receive ? 'recvonly' : 'inactive';
}
