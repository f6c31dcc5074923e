import type { CallCandidates, CallDescription, OfEpoch } from '../../src/base/description.js';
import type { LogEntry } from '../../src/base/log.js';
import type { IceSettings } from '../../src/peer/ice-source.js';
import type { LinePlan } from '../../src/peer/peer.js';
import { ResilientPeer, type ResilientPeerOptions } from '../../src/peer/resilient-peer.js';
import { until } from './until.js';

/** What one peer says to the other after the first exchange. */
export type Letter =
  | { readonly description: CallDescription }
  | { readonly batch: CallCandidates }
  | { readonly recover: OfEpoch };

/** A post office between two peers. A test may take letters out of it, keep them, and bring them twice. */
export type Post = (letter: Letter, deliver: (letter: Letter) => void) => void;

const NO_SERVERS: IceSettings = { iceServers: [], relayOnly: false, turn: false };

type Options = Partial<ResilientPeerOptions>;

function makePeer(name: string, options: Options) {
  const log: LogEntry[] = [];
  const ice = { settings: () => Promise.resolve(NO_SERVERS) };
  const peer = new ResilientPeer({ ice, logger: (entry) => log.push(entry), ...options });
  const states: string[] = [];
  peer.addEventListener('statechange', () => states.push(peer.state));
  const steps = () =>
    log.filter(({ event }) => event.startsWith('recovery-')).map(({ event }) => event.slice(9));
  return { name, peer, log, states, steps };
}

/** Two peers in one page, the letters of each carried to the other. By default at once. */
export function makeResilientPair({
  post = (letter, deliver) => deliver(letter),
  caller: callerOptions = {},
  callee: calleeOptions = {},
}: { post?: Post; caller?: Options; callee?: Options } = {}) {
  const caller = makePeer('caller', callerOptions);
  const callee = makePeer('callee', calleeOptions);
  const errors: unknown[] = [];
  let delivered = 0;
  let taken = 0;

  for (const [{ peer }, { peer: other }] of [
    [caller, callee],
    [callee, caller],
  ] as const) {
    const take = async (letter: Letter) => {
      if ('description' in letter) await other.takeDescription(letter.description);
      else if ('batch' in letter) await other.addCandidates(letter.batch);
      else other.mend(letter.recover.epoch);
    };
    const deliver = (letter: Letter) => {
      delivered += 1;
      void take(letter)
        .catch((error) => errors.push(error))
        .finally(() => (taken += 1));
    };
    const send = (letter: Letter) => post(letter, deliver);
    peer.addEventListener('description', ({ detail }) => send({ description: detail }));
    peer.addEventListener('candidates', ({ detail }) => send({ batch: detail }));
    peer.addEventListener('recover', ({ detail }) => send({ recover: detail }));
    peer.addEventListener('error', ({ detail }) => errors.push(detail));
  }

  return {
    caller,
    callee,
    errors,
    /** Whether every letter that was delivered is taken or refused, and nothing is left to agree on. */
    isQuiet: () =>
      taken === delivered &&
      [caller, callee].every(({ peer }) => peer.connection?.signalingState === 'stable'),
    async connect(plan: LinePlan, calleePlan: LinePlan = plan) {
      const answer = await callee.peer.answer(await caller.peer.offer(plan), calleePlan);
      await caller.peer.takeAnswer(answer);
      for (const { peer } of [caller, callee]) peer.commit();
      await until('both are connected', () =>
        [caller, callee].every(({ peer }) => peer.state === 'connected' && peer.channelOpen),
      );
    },
    close() {
      caller.peer.close();
      callee.peer.close();
    },
  };
}
