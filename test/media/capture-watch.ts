import { watchDevices } from '../../src/media/devices.js';
import { cdp } from '../support/cdp.js';

type GetUserMedia = (constraints: MediaStreamConstraints) => Promise<MediaStream>;

/** What a test sees of everything the page captures while it runs. */
export interface CaptureWatch {
  /** The questions asked of the browser, in order: 'audio', 'video' or 'audio+video'. */
  readonly asked: readonly string[];
  readonly constraints: readonly MediaStreamConstraints[];
  /** Every track the browser lent that has not ended. */
  readonly live: readonly MediaStreamTrack[];
  /** The browser's answer to the last question. */
  readonly last: Promise<MediaStream>;
  /** Answers from now on instead of the browser, which is the second argument. */
  answer(instead: (constraints: MediaStreamConstraints, browser: GetUserMedia) => Promise<MediaStream>): void;
  /** The browser answers from now on, but not before the returned function is called: a person looks at the question. */
  delay(): () => void;
  restore(): void;
}

/** Stands between the page and getUserMedia. The devices behind it are the browser's. */
export function watchCapture(): CaptureWatch {
  const { mediaDevices } = navigator;
  const browser: GetUserMedia = mediaDevices.getUserMedia.bind(mediaDevices);
  const constraints: MediaStreamConstraints[] = [];
  const tracks: MediaStreamTrack[] = [];
  let answer: Parameters<CaptureWatch['answer']>[0] = browser;
  let last: Promise<MediaStream> = Promise.reject(new Error('Nothing was asked.'));
  last.catch(() => {});

  const ask: GetUserMedia = async (wish) => {
    const stream = await answer(wish, browser);
    tracks.push(...stream.getTracks());
    return stream;
  };
  mediaDevices.getUserMedia = (wish = {}) => {
    constraints.push(wish);
    last = ask(wish);
    return last;
  };

  return {
    constraints,
    get asked() {
      return constraints.map((wish) => Object.keys(wish).join('+'));
    },
    get live() {
      return tracks.filter(({ readyState }) => readyState === 'live');
    },
    get last() {
      return last;
    },
    answer: (instead) => {
      answer = instead;
    },
    delay: () => {
      let release = () => {};
      const gate = new Promise<void>((resolve) => {
        release = resolve;
      });
      answer = (wish, real) => gate.then(() => real(wish));
      return release;
    },
    restore: () => Reflect.deleteProperty(mediaDevices, 'getUserMedia'),
  };
}

/** What browsers reject getUserMedia with. */
export const refusal = (name: string) => Promise.reject<MediaStream>(new DOMException('by the test', name));

/** Sets what the browser remembers of the person's answer. Whatever it is, this browser's fake prompt says yes. */
export async function setPermission(name: 'camera' | 'microphone', setting: PermissionState): Promise<void> {
  const { targetInfo } = (await cdp('Target.getTargetInfo')) as { targetInfo: { browserContextId: string } };
  const { browserContextId } = targetInfo;
  await cdp('Browser.setPermission', {
    permission: { name },
    setting,
    origin: location.origin,
    browserContextId,
  });
}

/** Makes the browser list these devices and say that they changed. Resolves when everybody who watches has been told. */
export async function replug(devices: readonly MediaDeviceInfo[]): Promise<void> {
  navigator.mediaDevices.enumerateDevices = () => Promise.resolve([...devices]);
  const watching = new AbortController();
  const told = new Promise((resolve) => watchDevices(resolve, watching.signal));
  navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
  await told;
  watching.abort();
}

/** The browser lists its own devices again. */
export function unstubDevices(): void {
  Reflect.deleteProperty(navigator.mediaDevices, 'enumerateDevices');
}
