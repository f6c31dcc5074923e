import { Phone, type Call, type CallState, type MediaChoice, type PhoneOptions } from '../../src/core.js';
import { connections } from './connections.js';
import { flowOf, pathOf, type Path } from './stats.js';
import { PATIENCE_MS, until } from './until.js';

/** What a page's phone can be made with from outside: what is JSON of `PhoneOptions`. */
export type LaneOptions = Pick<PhoneOptions, 'number' | 'relayOnly' | 'earlyConnection'> & {
  readonly iceServers?: readonly RTCIceServer[];
};

/** What nobody caught. */
const faults: string[] = [];
window.addEventListener('error', ({ message }) => faults.push(message));
window.addEventListener('unhandledrejection', ({ reason }) => faults.push(String(reason)));

/**
 * The phone of a page that has nothing else, for tests that drive a browser from Node.
 *
 * All its methods take and return JSON, and resolve when what they name has happened.
 */
class LanePhone {
  readonly #video = document.querySelector('video');
  #phone: Phone | undefined;
  #call: Call | undefined;
  #messages: unknown[] = [];
  #photo: Blob | undefined;
  #errors: readonly string[] = [];
  #known: { readonly connection: RTCPeerConnection; readonly count: number } | undefined;

  /** Makes the page's phone, in place of the one it had, on the PubNub server that serves this page. */
  async open(options: LaneOptions): Promise<void> {
    this.#phone?.close();
    this.#call = undefined;
    const phone = new Phone({
      publishKey: 'demo',
      subscribeKey: 'demo',
      origin: `${location.host}/__pubnub`,
      ...options,
    });
    this.#phone = phone;
    phone.addEventListener('callschange', () => phone.call && this.#follow(phone.call));
    await phone.connect();
  }

  async dial(number: string, choice: MediaChoice): Promise<void> {
    await this.#phone?.dial(number, choice);
  }

  /** Resolves when it rings, with the caller's number. */
  async rings(): Promise<string> {
    const phone = this.#open;
    await until('it rings', phone, ['callschange'], () => phone.call?.state.phase === 'incoming');
    return this.#current.number;
  }

  /** Resolves when the two browsers have found each other, whether anybody has accepted or not. */
  async connects(): Promise<void> {
    await until('the two browsers are connected', connections, ['changed'], () => {
      return this.#call?.peerConnection?.connectionState === 'connected';
    });
  }

  /** How many tracks this side has bound to its lines. */
  bound(): number {
    return this.#connection.getSenders().filter(({ track }) => track).length;
  }

  async accept(): Promise<void> {
    await this.#current.accept();
  }

  async reject(): Promise<void> {
    await this.#current.reject();
  }

  async hangUp(): Promise<void> {
    await this.#current.hangUp();
  }

  async reaches(phase: CallState['phase'], withinMs?: number): Promise<CallState> {
    const call = this.#current;
    await until(`the call is ${phase}`, call, ['statechange'], () => call.state.phase === phase, withinMs);
    return call.state;
  }

  /** What the call says went wrong: each error's code and words. */
  errors(): readonly string[] {
    return this.#errors;
  }

  /** Resolves after this time, if the call has been active all the while. */
  async staysActive(forMs: number): Promise<void> {
    const call = this.#current;
    const leaves = until('it leaves', call, ['statechange'], () => call.state.phase !== 'active', forMs);
    const left = await leaves.then(
      () => true,
      () => false,
    );
    if (left) throw new Error(`The call became ${call.state.phase} again.`);
  }

  setMicrophone(on: boolean): void {
    this.#open.media.setMicrophoneEnabled(on);
  }

  async setCamera(on: boolean): Promise<void> {
    await this.#open.media.setCameraEnabled(on);
  }

  async setVideo(on: boolean): Promise<void> {
    await this.#current.setVideo(on);
  }

  /** Resolves when the other side says that it sends this. */
  async isSent({ audio, video }: MediaChoice): Promise<void> {
    const call = this.#current;
    await until(`it is sent ${JSON.stringify({ audio, video })}`, call, ['mediachange'], () => {
      return call.remoteMedia.audio === audio && call.remoteMedia.video === video;
    });
  }

  async send(data: unknown): Promise<void> {
    await this.#current.send(data);
  }

  /** Resolves with all messages, as soon as there are so many. */
  async messages(count: number): Promise<readonly unknown[]> {
    await until(`${count} messages`, this.#current, ['message'], () => this.#messages.length >= count);
    return this.#messages;
  }

  /** Takes a photo of nothing and sends it. Resolves with its fingerprint. */
  async sendPhoto(): Promise<string> {
    const canvas = new OffscreenCanvas(640, 480);
    canvas.getContext('2d')?.fillRect(10, 20, 300, 400);
    const photo = await canvas.convertToBlob({ type: 'image/jpeg' });
    await this.#current.sendPhoto(photo);
    return await fingerprint(photo);
  }

  /** Resolves with the fingerprint of the photo that came. */
  async photo(): Promise<string> {
    await until('a photo', this.#current, ['photo'], () => this.#photo !== undefined);
    return await fingerprint(this.#photo ?? new Blob());
  }

  /** Resolves when more of this has been decoded than there was: new frames, sound that can be heard. */
  async gets(media: MediaChoice): Promise<void> {
    const deadline = performance.now() + PATIENCE_MS;
    let connection = this.#connection;
    let before = await flowOf(connection);
    for (;;) {
      const now = await flowOf(connection);
      const seen = !media.video || now.frames > before.frames;
      const heard = !media.audio || now.energy > before.energy;
      if (seen && heard) return;
      if (performance.now() > deadline) throw new Error(`Nothing comes: ${JSON.stringify({ before, now })}`);
      // Decoding has no event; browsers count anew some ten times a second.
      await new Promise((resolve) => void setTimeout(resolve, 50));
      if (connection !== this.#connection) before = { frames: 0, energy: 0 };
      connection = this.#connection;
    }
  }

  /** Between which kinds of addresses the call goes. */
  async path(): Promise<Path | undefined> {
    return await pathOf(this.#connection);
  }

  /** Resolves when this side knows all its addresses. */
  async gathers(): Promise<void> {
    const connection = this.#connection;
    await until('all addresses are known', connection, ['icegatheringstatechange'], () => {
      return connection.iceGatheringState === 'complete';
    });
  }

  /** What this side's ICE is called now; each restart gives it another name. */
  iceName(): string | undefined {
    return /^a=ice-ufrag:(.*)$/m.exec(this.#connection.currentLocalDescription?.sdp ?? '')?.[1];
  }

  /** Restarts ICE at the moment at which the call becomes active. Resolves when that is agreed on. */
  async restartIceAtOnce(): Promise<void> {
    await this.reaches('active');
    const name = this.iceName();
    this.restartIce();
    await this.leavesIceName(name);
  }

  restartIce(): void {
    this.#connection.restartIce();
  }

  /** Resolves when ICE goes by another name. */
  async leavesIceName(name: string | undefined): Promise<void> {
    const connection = this.#connection;
    await until('ICE restarted', connection, ['signalingstatechange'], () => this.iceName() !== name);
  }

  /** Notes over which connection the call goes now, and how many there were until then. */
  watchConnection(): void {
    this.#known = { connection: this.#connection, count: connections.count };
  }

  /** Resolves when the phone has begun to make another connection. */
  async rebuilds(): Promise<void> {
    await until('another connection is made', connections, ['made'], () => {
      return connections.count > (this.#known?.count ?? 0);
    });
  }

  /** Resolves when the call goes over another connection than it did. */
  async isRebuilt(): Promise<void> {
    const call = this.#current;
    await until('there is another connection', call, ['statechange', 'mediachange'], () => {
      return call.state.phase === 'active' && call.peerConnection !== this.#known?.connection;
    });
  }

  /** How things stand, for the words of a failure. */
  describe(): string {
    const call = this.#call;
    const { connectionState, iceConnectionState, signalingState } = call?.peerConnection ?? {};
    return `call ${call?.state.phase}, connection ${connectionState}, ICE ${iceConnectionState}, signaling ${signalingState}`;
  }

  /** What went wrong on this page and nobody caught. */
  faults(): readonly string[] {
    return faults;
  }

  get #open(): Phone {
    if (!this.#phone) throw new Error('The page has no phone yet.');
    return this.#phone;
  }

  get #current(): Call {
    if (!this.#call) throw new Error('The phone has no call yet.');
    return this.#call;
  }

  get #connection(): RTCPeerConnection {
    const { peerConnection } = this.#current;
    if (!peerConnection) throw new Error('The call has no connection yet.');
    return peerConnection;
  }

  #follow(call: Call): void {
    if (call === this.#call) return;
    this.#call = call;
    this.#messages = [];
    this.#photo = undefined;
    this.#errors = [];
    call.addEventListener('error', ({ detail: { code, message } }) => {
      this.#errors = [...this.#errors, `${code}: ${message}`];
    });
    call.addEventListener('message', ({ data }) => this.#messages.push(data));
    call.addEventListener('photo', ({ detail }) => (this.#photo = detail));
    // Browsers decode only what somebody plays, and measure no sound when it is muted.
    if (!this.#video) return;
    this.#video.volume = 0.01;
    this.#video.srcObject = call.remoteStream;
  }
}

async function fingerprint(photo: Blob): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await photo.arrayBuffer());
  return `${photo.type} ${new Uint8Array(digest).join('.')}`;
}

/** An error with what was underneath, which no driver hands on. */
function withCauses(error: unknown): string {
  return error instanceof Error && error.cause
    ? `${error.message} < ${withCauses(error.cause)}`
    : String(error);
}

export type { LanePhone };

const phone = new LanePhone();

declare global {
  interface Window {
    tell: (command: keyof LanePhone, parameters: readonly unknown[]) => Promise<unknown>;
  }
}

window.tell = async (command, parameters) => {
  try {
    return (await Reflect.apply(phone[command], phone, parameters)) as unknown;
  } catch (error) {
    throw new Error(`${withCauses(error)} (${phone.describe()})`, { cause: error });
  }
};
