import type { ReactiveController, ReactiveElement } from 'lit';

import { arrangeTiles } from './arrange-tiles.js';

export interface TileLayoutInit {
  /** The box, and what stands in it, in order. */
  readonly box: () => HTMLElement | null;
  readonly tiles: () => readonly HTMLElement[];
  /** Whether the first tile is a screen. */
  readonly hasScreen: () => boolean;
}

/** Between two tiles, in CSS pixels. */
const GAP_PX = 8;

/** Puts the tiles of its host in their places, after every update and whenever the box has another size. */
export class TileLayout implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #init: TileLayoutInit;
  readonly #observer = new ResizeObserver(() => this.#arrange());
  #box: HTMLElement | null = null;
  /** How many tiles stand side by side. */
  columns = 1;

  constructor(host: ReactiveElement, init: TileLayoutInit) {
    this.#host = host;
    this.#init = init;
    host.addController(this);
  }

  hostUpdated(): void {
    const box = this.#host.isConnected ? this.#init.box() : null;
    if (box !== this.#box) {
      this.#observer.disconnect();
      this.#box = box;
      if (box) this.#observer.observe(box);
    }
    this.#arrange();
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
    this.#box = null;
  }

  #arrange(): void {
    if (!this.#box) return;
    const { clientWidth: width, clientHeight: height } = this.#box;
    const tiles = this.#init.tiles();
    const places = arrangeTiles(tiles.length, { width, height }, GAP_PX, this.#init.hasScreen());
    this.columns = Math.max(1, places.filter(({ y }) => y === places[0]?.y).length);
    for (const [index, { x, y, ...size }] of places.entries()) {
      const style = tiles[index]?.style;
      style?.setProperty('--_x', `${x}px`);
      style?.setProperty('--_y', `${y}px`);
      style?.setProperty('--_inline', `${size.width}px`);
      style?.setProperty('--_block', `${size.height}px`);
    }
  }
}
