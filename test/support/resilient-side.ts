import type { PhoneError } from '../../src/base/errors.js';
import type { IceSettings } from '../../src/peer/ice-source.js';
import { ResilientPeer } from '../../src/peer/resilient-peer.js';
import { FakeGeneration } from './fake-generation.js';
import { AUDIO_VIDEO } from './peer-pair.js';
import type { VirtualClock } from './virtual-clock.js';

export const TURN = { urls: 'turn:turn.example', username: 'u', credential: 'c' };

const made: ResilientPeer[] = [];

/** A peer on connections that do what the test says, in the order in which they are made. */
export class Side {
  readonly links: FakeGeneration[] = [];
  /** Its states and what it tells, in order. */
  readonly heard: string[] = [];
  /** What it wants to have said to the other side. */
  readonly said: string[] = [];
  readonly peer: ResilientPeer;
  /** How the next connection answers. */
  refusal: PhoneError | undefined;

  constructor(settings: Partial<IceSettings> = {}) {
    const { heard, said } = this;
    const ice: IceSettings = { iceServers: [], relayOnly: false, turn: false, ...settings };
    const peer = new ResilientPeer({
      ice: { settings: () => Promise.resolve(ice) },
      connect: (options) => this.#link(options),
    });
    this.peer = peer;
    made.push(peer);
    peer.addEventListener('statechange', () => heard.push(peer.state));
    for (const type of ['channelopen', 'channelclose', 'remotechange', 'qualitychange', 'error'] as const) {
      peer.addEventListener(type, () => heard.push(type));
    }
    peer.addEventListener('text', ({ detail }) => heard.push(`text ${detail}`));
    peer.addEventListener('description', ({ detail: { type, epoch, id } }) =>
      said.push(`${type} ${epoch}.${id}`),
    );
    peer.addEventListener('candidates', ({ detail }) => said.push(`candidates ${detail.epoch}`));
    peer.addEventListener('recover', ({ detail }) => said.push(`recover ${detail.epoch}`));
  }

  /** The connection that was made as the nth, from 0. */
  readonly link = (n: number): FakeGeneration => {
    const found = this.links[n];
    if (!found) throw new Error(`There is no connection ${n}.`);
    return found;
  };

  #link(options: ConstructorParameters<typeof FakeGeneration>[0]): FakeGeneration {
    const link = Object.assign(new FakeGeneration(options), { refusal: this.refusal });
    this.links.push(link);
    return link;
  }
}

/** A side whose answer is known, and that waits for its first packet. */
export async function agreed(role: 'caller' | 'callee', settings: Partial<IceSettings> = {}): Promise<Side> {
  const side = new Side(settings);
  side.peer.commit();
  if (role === 'callee') await side.peer.answer('an offer', AUDIO_VIDEO);
  else {
    await side.peer.offer(AUDIO_VIDEO);
    await side.peer.takeAnswer('an answer');
  }
  return side;
}

/** A side in the middle of a call. What it has told so far is forgotten. */
export async function talking(
  clock: VirtualClock,
  role: 'caller' | 'callee',
  settings: Partial<IceSettings> = {},
): Promise<Side> {
  const side = await agreed(role, settings);
  side.link(0).comeUp();
  await clock.advance(60_000);
  side.heard.length = 0;
  return side;
}

export function closeSides(): void {
  for (const peer of made.splice(0)) peer.close();
}
