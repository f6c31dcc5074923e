import type { ReactiveController, ReactiveControllerHost } from 'lit';

import { listDevices, watchDevices, type Device } from '../../media/devices.js';
import type { MediaKind } from '../../media/media-choice.js';

const DEVICE_KINDS = { audio: 'microphone', video: 'camera' } as const satisfies Record<
  MediaKind,
  Device['kind']
>;

/** Keeps its host up to date with the devices there are, while it is on the page. Never prompts. */
export class DeviceList implements ReactiveController {
  readonly #host: ReactiveControllerHost & { fail(cause: unknown): void };
  #devices: readonly Device[] = [];
  #connection: AbortController | undefined;

  constructor(host: ReactiveControllerHost & { fail(cause: unknown): void }) {
    this.#host = host;
    host.addController(this);
  }

  /** What there is to choose from. */
  of(kind: MediaKind): readonly Device[] {
    return this.#devices.filter((device) => device.kind === DEVICE_KINDS[kind]);
  }

  /** Looks again: the browser tells names only after the person has allowed a capture. */
  refresh(): void {
    listDevices().then(
      (devices) => this.#take(devices),
      (error: unknown) => this.#host.fail(error),
    );
  }

  hostConnected(): void {
    this.#connection = new AbortController();
    watchDevices((devices) => this.#take(devices), this.#connection.signal);
    this.refresh();
  }

  hostDisconnected(): void {
    this.#connection?.abort();
  }

  #take(devices: readonly Device[]): void {
    this.#devices = devices;
    this.#host.requestUpdate();
  }
}
