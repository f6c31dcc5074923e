import type { PhoneError } from '../../src/base/errors.js';
import type { CallState } from '../../src/call/call-state.js';
import type { Call } from '../../src/call/call.js';
import type { CallPurpose } from '../../src/call/call-purpose.js';
import type { PhotoOptions } from '../../src/call/photo-options.js';
import type { DeviceState, MediaHold, ScreenState } from '../../src/media/local-media.js';
import type { MediaChoice, MediaKind } from '../../src/media/media-choice.js';
import type { VideoQuality } from '../../src/media/video-quality.js';
import type { Quality } from '../../src/peer/quality.js';
import type { OfferedPhoto } from '../../src/phone/post/photo-post.js';
import type { Phone, PhoneState } from '../../src/phone/phone.js';
import type { Places } from '../../src/phone/places/places.js';
import type { RoomMember } from '../../src/phone/places/room.js';
import type { SentMedia } from '../../src/wire/message.js';

/** One command that was given: its name, then its arguments. */
type Command = readonly [name: string, ...args: unknown[]];

/** Takes note of commands, and does of them only what the test has told it. */
class Fake extends EventTarget {
  /** What was asked, in order. */
  readonly commands: Command[] = [];
  /** How the next command fails, if it shall. */
  failure: PhoneError | undefined;
  /** What the next commands wait for. */
  until: Promise<void> = Promise.resolve();

  protected async order(...command: Command): Promise<void> {
    this.commands.push(command);
    await this.until;
    const { failure } = this;
    this.failure = undefined;
    if (failure) throw failure;
  }

  /** Changes what the fake shows, and tells it by an event as the real one would. */
  protected tell<Changes extends object>(changes: Changes, type: string): void {
    Object.assign(this, changes);
    this.dispatchEvent(new Event(type));
  }
}

/** Camera and microphone that are what the test says. */
class FakeMedia extends Fake {
  microphone: DeviceState = { status: 'on', enabled: true };
  camera: DeviceState = { status: 'on', enabled: true };
  stream = new MediaStream();
  permissions: 'granted' | 'prompt' | 'denied' = 'granted';
  /** The shares now held, in order of opening. */
  readonly holds: MediaChoice[] = [];

  screen: ScreenState = { status: 'off' };
  canShareScreen = true;

  become(changes: Partial<{ microphone: DeviceState; camera: DeviceState; screen: ScreenState }>): void {
    this.tell(changes, 'statechange');
  }

  track(kind: MediaKind): MediaStreamTrack | null {
    return this.stream.getTracks().find((track) => track.kind === kind) ?? null;
  }

  async permission(): Promise<'granted' | 'prompt' | 'denied'> {
    return this.permissions;
  }

  async open(choice: MediaChoice): Promise<MediaHold> {
    await this.order('open', choice);
    this.holds.push(choice);
    const { holds } = this;
    return {
      choice,
      errors: {},
      change: (next) => this.order('change', next),
      release() {
        holds.splice(holds.indexOf(choice), 1);
      },
    };
  }

  setMicrophoneEnabled(enabled: boolean): void {
    this.commands.push(['setMicrophoneEnabled', enabled]);
  }

  async setCameraEnabled(enabled: boolean): Promise<void> {
    await this.order('setCameraEnabled', enabled);
  }

  async shareScreen(wish: object): Promise<void> {
    await this.order('shareScreen', wish);
    this.become({ screen: { status: 'on' } });
  }

  stopSharing(): void {
    this.commands.push(['stopSharing']);
    this.become({ screen: { status: 'off' } });
  }

  async flip(): Promise<void> {
    await this.order('flip');
  }

  async setQuality(quality: VideoQuality): Promise<void> {
    await this.order('setQuality', quality);
  }

  async use(kind: MediaKind, deviceId: string): Promise<void> {
    await this.order('use', kind, deviceId);
  }

  async retry(): Promise<void> {
    await this.order('retry');
  }

  close(): void {
    this.commands.push(['close']);
  }
}

/** A call that stands as the test says. */
export class FakeCall extends Fake {
  readonly id = crypto.randomUUID();
  number = '1002';
  direction: 'outgoing' | 'incoming' = 'outgoing';
  state: CallState = { phase: 'calling' };
  offered: MediaChoice = { audio: true, video: true };
  sending: MediaChoice = { audio: true, video: true };
  remoteMedia: SentMedia = { audio: true, video: true };
  purpose: CallPurpose = 'talk';
  room: string | undefined;
  held = false;
  quality: Quality = 'good';
  /** Who speaks. The signals of those who look. */
  readonly speaking = {
    local: false,
    remote: false,
    watch: (signal: AbortSignal) => this.watchers.push(signal),
  };
  readonly watchers: AbortSignal[] = [];
  localStream = new MediaStream();
  remoteStream = new MediaStream();

  become(state: CallState): void {
    this.tell({ state }, 'statechange');
  }

  change(changes: Partial<Pick<FakeCall, 'sending' | 'remoteMedia' | 'remoteStream' | 'held'>>): void {
    this.tell(changes, 'mediachange');
  }

  /** The other side, or this person, speaks or falls silent. */
  speak(speaks: boolean, who: 'local' | 'remote' = 'remote'): void {
    Object.assign(this.speaking, { [who]: speaks });
    this.dispatchEvent(new Event('speakingchange'));
  }

  /** The connection carries that much. */
  rate(quality: Quality): void {
    this.tell({ quality }, 'qualitychange');
  }

  async accept(choice?: Partial<MediaChoice>): Promise<void> {
    await this.order('accept', choice);
  }

  async reject(): Promise<void> {
    await this.order('reject');
  }

  async hangUp(): Promise<void> {
    await this.order('hangUp');
  }

  async setVideo(on: boolean): Promise<void> {
    await this.order('setVideo', on);
  }

  async hold(): Promise<void> {
    await this.order('hold');
    this.change({ held: true });
  }

  async resume(): Promise<void> {
    await this.order('resume');
    this.change({ held: false });
  }
}

/** A phone that is in the state the test says, with the calls the test says. */
export class FakePhone extends Fake {
  number = '1001';
  signaling: 'pubnub' | 'local' | 'custom' = 'custom';
  readonly media = new FakeMedia();
  state: PhoneState = { phase: 'ready' };
  call: FakeCall | undefined;
  /** Calls that are not in front. */
  others: readonly FakeCall[] = [];
  maxCalls = 8;
  readonly places: Partial<Pick<Places, 'room' | 'broadcast' | 'viewing'>> = {};
  readonly chats = new EventTarget();
  readonly presence = Object.assign(new EventTarget(), { statusOf: () => 'unknown' });

  get calls(): readonly FakeCall[] {
    const all = this.call ? [...this.others, this.call] : this.others;
    return all.filter(({ state }) => state.phase !== 'ended');
  }

  /** One more call comes or goes. */
  surround(others: readonly FakeCall[]): void {
    this.tell({ others }, 'callschange');
  }

  /** Photos of people who are in no call with this one. */
  offeredPhotos: readonly OfferedPhoto[] = [];

  offer(...offeredPhotos: readonly OfferedPhoto[]): void {
    this.tell({ offeredPhotos }, 'offerschange');
  }

  /** How much of the next photos leaves, and when: to be called by the test. */
  onProgress: PhotoOptions['onProgress'];

  async sendPhoto(
    to: string | readonly Call[],
    photo: Blob,
    { onProgress }: PhotoOptions = {},
  ): Promise<void> {
    this.onProgress = onProgress;
    await this.order('sendPhoto', to, photo);
  }

  /** Is in a room, with these calls, or these people. */
  enter(name: string, calls: readonly FakeCall[], people?: readonly RoomMember[]): void {
    const members =
      people ?? calls.map((call) => ({ number: call.number, call: asCall(call), isOver: false }));
    const leave = () => this.commands.push(['leave', name]);
    const room = { name, isOpen: true, members, sending: { audio: true, video: true }, leave };
    Object.assign(this.places, { room: Object.assign(new EventTarget(), room) });
    this.dispatchEvent(new Event('callschange'));
  }

  async setVideo(on: boolean): Promise<void> {
    await this.order('setVideo', on);
  }

  async switchTo(call: Call): Promise<void> {
    await this.order('switchTo', call.number);
  }

  become(state: PhoneState): void {
    this.tell({ state }, 'statechange');
  }

  /** Makes a call the current one. An incoming one rings: false when a listener wants to answer it in its own way. */
  begin(call: FakeCall): boolean {
    const news = new CustomEvent('incoming', { detail: call, cancelable: true });
    const open = call.direction === 'outgoing' || this.dispatchEvent(news);
    this.tell({ call }, 'callschange');
    return open;
  }

  async connect(): Promise<void> {
    await this.order('connect');
  }

  async dial(number: string, choice?: Partial<MediaChoice>): Promise<Call> {
    await this.order('dial', number, choice);
    const call = makeCall({ number });
    this.begin(call);
    return asCall(call);
  }

  async hangUp(): Promise<void> {
    await this.order('hangUp');
  }

  close(): void {
    this.commands.push(['close']);
  }
}

/** A fake call with some things different. */
export const makeCall = (changes: Partial<FakeCall> = {}): FakeCall => Object.assign(new FakeCall(), changes);

/** A fake phone, with a call if one is given. */
export function makePhone(call?: FakeCall): FakePhone {
  return Object.assign(new FakePhone(), { call });
}

// The real classes have private parts, so no other class has their type. The elements use only the public ones.
export const asCall = (call: FakeCall): Call => call as unknown as Call;
export const asPhone = (phone: FakePhone): Phone => phone as unknown as Phone;
