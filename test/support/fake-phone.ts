import type { PhoneError } from '../../src/base/errors.js';
import type { CallState } from '../../src/call/call-state.js';
import type { Call } from '../../src/call/call.js';
import type { DeviceState, MediaHold } from '../../src/media/local-media.js';
import type { MediaChoice, MediaKind } from '../../src/media/media-choice.js';
import type { Phone, PhoneState } from '../../src/phone/phone.js';

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

  become(changes: Partial<{ microphone: DeviceState; camera: DeviceState }>): void {
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
  remoteMedia: MediaChoice = { audio: true, video: true };
  localStream = new MediaStream();
  remoteStream = new MediaStream();

  become(state: CallState): void {
    this.tell({ state }, 'statechange');
  }

  change(changes: Partial<Pick<FakeCall, 'sending' | 'remoteMedia' | 'remoteStream'>>): void {
    this.tell(changes, 'mediachange');
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

  async sendPhoto(photo: Blob): Promise<void> {
    await this.order('sendPhoto', photo);
  }
}

/** A phone that is in the state the test says, with the calls the test says. */
export class FakePhone extends Fake {
  number = '1001';
  signaling: 'pubnub' | 'local' | 'custom' = 'custom';
  readonly media = new FakeMedia();
  state: PhoneState = { phase: 'ready' };
  call: FakeCall | undefined;

  get calls(): readonly FakeCall[] {
    return this.call && this.call.state.phase !== 'ended' ? [this.call] : [];
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
