import { PhoneError } from '../base/errors.js';
import { unlessAborted } from '../base/lifetime.js';
import { typedEventTarget } from '../base/typed-event-target.js';
import { explainCapture } from './capture-error.js';
import type { ScreenState } from './device-state.js';
import type { MediaKind } from './media-choice.js';

export interface ScreenWish {
  /** The sound of what is shared too, where the browser can and the person allows it. Default false. */
  readonly audio?: boolean;
}

export interface ScreenShareEvents {
  /** {@link ScreenShare.state} was replaced. */
  statechange: Event;
  /** A track is another one, or none any more. */
  trackchange: Event;
}

type Tracks = { readonly [Kind in MediaKind]?: MediaStreamTrack };

/** A screen, a window or a tab that this person shows to others (W3C Screen Capture). It owns the tracks and stops them. */
export class ScreenShare extends typedEventTarget<ScreenShareEvents>() {
  #state: ScreenState = Object.freeze({ status: 'off' });
  #tracks: Tracks = {};
  #trackLife = new AbortController();
  #question: { readonly answer: Promise<void>; readonly life: AbortController } | undefined;
  readonly #audience = new Set<AbortSignal>();

  get state(): ScreenState {
    return this.#state;
  }

  /** The live track of a kind, or null. */
  track(kind: MediaKind): MediaStreamTrack | null {
    return this.#tracks[kind] ?? null;
  }

  /** See {@link LocalMedia.shareScreen}. */
  async start(wish: ScreenWish = {}): Promise<void> {
    await (this.#question ?? this.#ask(wish)).answer;
  }

  /** Stops sharing. A person who is just choosing a screen chooses in vain, and `start()` rejects. Safe to call twice. */
  stop(): void {
    this.#question?.life.abort(new PhoneError('bad-state', 'Sharing was stopped before it began.'));
    this.#question = undefined;
    this.#become({});
  }

  /** See {@link LocalMedia.keepScreen}. */
  keep(signal: AbortSignal): void {
    if (signal.aborted || this.#audience.has(signal)) return;
    this.#audience.add(signal);
    const leave = () => {
      this.#audience.delete(signal);
      if (this.#audience.size === 0) this.stop();
    };
    signal.addEventListener('abort', leave, { once: true });
  }

  #ask(wish: ScreenWish) {
    const life = new AbortController();
    const { signal } = life;
    // Nothing is awaited before: browsers lend a screen only to what a person has just pressed.
    const taken = lend(wish).then((tracks) => {
      // In the turn they come in: nobody should be seen who has thought better of it.
      if (signal.aborted) for (const track of tracks) track.stop();
      else this.#take(tracks);
    });
    const question = { answer: unlessAborted(taken, signal), life };
    taken.catch(() => this.#question === question && this.#refuse());
    this.#question = question;
    this.#become(this.#tracks);
    return question;
  }

  /** All is as it was before the question. */
  #refuse(): void {
    this.#question = undefined;
    this.#become(this.#tracks);
  }

  #take(tracks: readonly MediaStreamTrack[]): void {
    const [audio, video] = (['audio', 'video'] as const).map((kind) =>
      tracks.find((each) => each.kind === kind),
    );
    // Text stays readable when the way is narrow; the picture rather moves less (W3C MediaStreamTrack Content Hints).
    if (video) video.contentHint = 'detail';
    this.#question = undefined;
    this.#become({ ...(audio && { audio }), ...(video && { video }) });
  }

  /** The one way from state to state: state, tracks and capture are right before anybody hears of it. */
  #become(tracks: Tracks): void {
    const { audio, video } = tracks;
    const changed = audio !== this.#tracks.audio || video !== this.#tracks.video;
    if (changed) this.#replace(tracks);

    const before = this.#state;
    this.#state = stateOf(tracks, this.#question !== undefined);
    if (changed) this.dispatchEvent(new Event('trackchange'));
    if (changed || before.status !== this.#state.status || before.interrupted !== this.#state.interrupted)
      this.dispatchEvent(new Event('statechange'));
  }

  #replace(tracks: Tracks): void {
    this.#trackLife.abort();
    const kept = Object.values(tracks);
    for (const track of Object.values(this.#tracks)) if (!kept.includes(track)) track.stop();
    this.#tracks = tracks;
    const { audio, video } = tracks;
    this.#trackLife = new AbortController();
    const { signal } = this.#trackLife;
    // The browser has a button of its own to stop, and a window may be closed.
    video?.addEventListener('ended', () => this.#become({}), { signal });
    audio?.addEventListener('ended', () => this.#become(video ? { video } : {}), { signal });
    for (const type of ['mute', 'unmute'])
      video?.addEventListener(type, () => this.#become(this.#tracks), { signal });
  }
}

function stateOf({ audio, video }: Tracks, isAsked: boolean): ScreenState {
  if (!video) return Object.freeze({ status: isAsked ? 'starting' : 'off' });
  const { label, muted } = video;
  return Object.freeze({
    status: 'on',
    ...(audio && { audio: true as const }),
    ...(label && { label }),
    ...(muted && { interrupted: true as const }),
  });
}

/** Not in lib.dom yet: leave out what this page itself plays, or the others hear themselves. */
interface ScreenAudioConstraints extends MediaTrackConstraints {
  readonly restrictOwnAudio?: boolean;
}

/** Sound as it is: what cleans a voice spoils music. */
const SOUND: ScreenAudioConstraints = {
  restrictOwnAudio: true,
  echoCancellation: false,
  noiseSuppression: false,
  autoGainControl: false,
};

/** Larger screens are made smaller: no call has the room for them. Nothing but an upper limit is allowed here. */
const PICTURE: MediaTrackConstraints = {
  width: { max: 2560 },
  height: { max: 1440 },
  frameRate: { max: 30 },
};

/** @throws {PhoneError} Why there is no screen. */
async function lend({ audio = false }: ScreenWish): Promise<readonly MediaStreamTrack[]> {
  try {
    const wish = { video: PICTURE, audio: audio && SOUND };
    return (await navigator.mediaDevices.getDisplayMedia(wish)).getTracks();
  } catch (cause) {
    throw await explainCapture(cause, 'screen');
  }
}
