import { html, nothing, type ReactiveController, type ReactiveElement } from 'lit';
import { live } from 'lit/directives/live.js';

import { soundIcon } from '../call/call-icons.js';
import { chooseSpeaker, chosenSpeaker, onSpeaker } from './speaker.js';
import { texts } from '../base/texts.js';
import { listDevices, watchDevices, type Device } from '../../media/devices.js';

export interface SpeakerChoiceInit {
  /** Whether there is something to hear. The browser's list is asked for only then. */
  readonly active: () => boolean;
  readonly onError: (cause: unknown) => void;
}

/** The browser's own names for what the system has chosen; here that is the empty choice. */
const DEFAULTS: ReadonlySet<string> = new Set(['default', 'communications']);

/**
 * Lets the person choose where the `<video>` of its host is heard, in browsers that can (Audio Output Devices API).
 *
 * When the chosen device goes away the default one is heard again, and `isLost` is true until the next choice.
 */
export class SpeakerChoice implements ReactiveController {
  /** Whether the device that was chosen is not there. */
  isLost = false;

  readonly #host: ReactiveElement;
  readonly #init: SpeakerChoiceInit;
  #devices: readonly Device[] = [];
  #watch: AbortController | undefined;

  constructor(host: ReactiveElement, init: SpeakerChoiceInit) {
    this.#host = host;
    this.#init = init;
    host.addController(this);
  }

  hostUpdate(): void {
    const active = this.#host.isConnected && canChoose() && this.#init.active();
    if (active === (this.#watch !== undefined)) return;
    this.#watch?.abort();
    this.#watch = active ? new AbortController() : undefined;
    this.isLost = false;
    if (this.#watch) this.#begin(this.#watch.signal);
  }

  hostUpdated(): void {
    const video = this.#host.renderRoot.querySelector('video');
    if (video && this.#watch) void this.#apply(video, chosenSpeaker());
  }

  hostDisconnected(): void {
    this.#watch?.abort();
    this.#watch = undefined;
  }

  #begin(signal: AbortSignal): void {
    const take = (devices: readonly Device[]) => this.#take(devices);
    onSpeaker(() => this.#onChosen(), signal);
    watchDevices(take, signal);
    listDevices().then((devices) => signal.aborted || take(devices), this.#init.onError);
  }

  #take(devices: readonly Device[]): void {
    this.#devices = devices.filter(({ id, kind }) => kind === 'speaker' && !DEFAULTS.has(id));
    const id = chosenSpeaker();
    if (id && !this.#devices.some((device) => device.id === id)) this.#lose();
    this.#host.requestUpdate();
  }

  async #apply(video: HTMLVideoElement, id: string): Promise<void> {
    if (video.sinkId === id) return;
    try {
      await video.setSinkId(id);
    } catch {
      // It has gone, or the page may not use it. What is heard has not changed.
      if (id && id === chosenSpeaker()) this.#lose();
    }
  }

  #lose(): void {
    chooseSpeaker('');
    this.isLost = true;
    this.#host.requestUpdate();
  }

  /** By this element, by another one, or by the page. */
  #onChosen(): void {
    this.isLost = false;
    this.#host.requestUpdate();
  }

  #onChange({ target }: Event): void {
    chooseSpeaker((target as HTMLSelectElement).value);
  }

  /** A round button over which the browser's own menu opens; nothing where there is no choice. */
  renderControl(): unknown {
    const { speaker, defaultSpeaker } = texts().call;
    if (!this.#watch || this.#devices.length < 2) return nothing;
    const inUse = chosenSpeaker();
    const options = [{ id: '', label: defaultSpeaker }, ...this.#devices];
    return html`
      <div class="control">
        <span class="button round menu" part="speaker">
          ${soundIcon}
          <select aria-label=${speaker} title=${speaker} @change=${(event: Event) => this.#onChange(event)}>
            ${options.map(
              ({ id, label }, index) =>
                html`<option value=${id} .selected=${live(id === inUse)}>
                  ${label || `${speaker} ${index}`}
                </option>`,
            )}
          </select>
        </span>
      </div>
    `;
  }
}

function canChoose(): boolean {
  return 'setSinkId' in HTMLMediaElement.prototype;
}
