/** How long silence lasts before it is more than a hiccup, and ICE is restarted. Counted from when it was noticed. */
export const PATIENCE_MS = 1_500;

/** So much later the callee does what the caller should have begun by then, if it has noticed anything. */
export const CALLEE_MS = 500;

/** How long a restart has to help. Two restarts closer to each other make Firefox fail for good. */
export const RESTART_MS = 4_000;

/** How long a new connection has to come up before the next one is made. */
export const REBUILD_MS = 5_000;

/** How long packets must flow for a new interruption to be a new story, with the first rung to begin with. */
export const CALM_MS = 10_000;

/** How long the first connection looks for a path before it is tried by TURN alone. */
export const FIRST_PATH_MS = 8_000;

/** Closer to each other no new connections are answered. Who is not answered offers again. */
export const ANSWER_MS = 1_000;

/** After this time without an answer an offer is sent again: it, or its answer, may be lost. */
export const REPEAT_MS = 2_000;

/**
 * Where one side stands on the ladder back to a connection. All times in milliseconds of one clock that only goes forward.
 *
 * - `idle`: the other side has not agreed to anything.
 * - `connecting`: the first connection looks for its path.
 * - `fine`: packets flow.
 * - `mending`: they do not, and we do something about it.
 */
export interface Recovery {
  readonly phase: 'idle' | 'connecting' | 'fine' | 'mending';
  /** Since when it is in its phase. */
  readonly since: number;
  /** Only the caller restarts and rebuilds, so that no two attempts can cross. The callee asks for it. */
  readonly role: 'caller' | 'callee';
  /** Whether this side has a TURN server. */
  readonly turn: boolean;
  /** When this story's ICE restart was made, or asked for. */
  readonly restartedAt?: number;
  /** When the last new connection was made, or asked for. */
  readonly rebuiltAt?: number;
  /** When we last answered the other side's. */
  readonly answeredAt?: number;
  /** New connections in this story, whoever began them. */
  readonly rebuilds: number;
  /** When we last said something that may have been lost. */
  readonly saidAt?: number;
}

export type RecoveryFact = { readonly at: number } & (
  | { readonly type: 'agreed'; readonly role: Recovery['role']; readonly turn: boolean }
  /** Packets flow. */
  | { readonly type: 'flowing' }
  /** Packets stopped. */
  | { readonly type: 'silent' }
  /** No connection is left that could still come back by itself. */
  | { readonly type: 'failed' }
  /** Packets flow, but the browsers can agree on nothing new. The caller's part, whichever side has noticed. */
  | { readonly type: 'stuck' }
  /** The callee asks for help. */
  | { readonly type: 'asked' }
  /** The caller has offered a new connection. */
  | { readonly type: 'offered' }
  /** The caller has offered something about the connection there is: it is at work. */
  | { readonly type: 'helped' }
  /** The network of this device has changed, or the device woke up. */
  | { readonly type: 'kicked' }
  /** It is as late as {@link dueAt} says. */
  | { readonly type: 'due' }
);

export type RecoveryStep =
  | { readonly do: 'nothing' }
  /** Restart ICE on the connection there is (RFC 8445 section 9). */
  | { readonly do: 'restart' }
  /** Make a new connection, beside the one there is. `relay`: by TURN alone, if there is a TURN server. */
  | { readonly do: 'rebuild'; readonly relay: boolean }
  /** Answer the new connection of the other side. */
  | { readonly do: 'answer'; readonly relay: boolean }
  /** Ask the caller to do something. */
  | { readonly do: 'ask' }
  /** Send again what has no answer yet. */
  | { readonly do: 'repeat' }
  /** There is nothing left to try. */
  | { readonly do: 'give-up' };

type Next = readonly [recovery: Recovery, step: RecoveryStep];

const NOTHING: RecoveryStep = { do: 'nothing' };

/** Where everybody begins. */
export const IDLE: Recovery = { phase: 'idle', role: 'callee', turn: false, since: 0, rebuilds: 0 };

/** When to come back with the fact `due`, if nothing else happens before. */
export function dueAt(recovery: Recovery): number | undefined {
  const { phase, since, role, turn, restartedAt, rebuilds, saidAt = since } = recovery;
  const isCaller = role === 'caller';
  const repeatAt = isCaller ? saidAt + REPEAT_MS : Infinity;
  const patientUntil = since + PATIENCE_MS + (isCaller ? 0 : CALLEE_MS);
  if (phase === 'connecting') {
    if (rebuilds > 0) return isCaller ? repeatAt : undefined;
    return turn && restartedAt === undefined ? since + FIRST_PATH_MS : undefined;
  }
  if (phase !== 'mending') return undefined;
  return Math.max(patientUntil, Math.min(repeatAt, rebuildAt(recovery)));
}

/**
 * The ladder back to a connection, as a decision: what to do about a fact, and where we stand after it.
 *
 * Silence, then one ICE restart, then a new connection every 5 seconds, each second one by TURN alone: a restart helps
 * when an address has changed, and a new connection where browsers have given up for good (Firefox closes its data
 * channels) or fall back to a path that is blocked (Chromium). How long to go on is for the call to say.
 *
 * Facts may come late, twice and in any order.
 */
export function recover(recovery: Recovery, fact: RecoveryFact): Next {
  if (!concerns(recovery, fact)) return [recovery, NOTHING];
  switch (recovery.phase) {
    case 'idle':
      return whileIdle(recovery, fact);
    case 'connecting':
      return whileConnecting(recovery, fact);
    case 'fine':
      return whileFine(recovery, fact);
    case 'mending':
      return whileMending(recovery, fact);
  }
}

/** The caller is stuck and asked, the callee is offered and helped: never the other way round. */
function concerns({ role }: Recovery, { type }: RecoveryFact): boolean {
  if (type === 'asked' || type === 'stuck') return role === 'caller';
  return role === 'callee' || (type !== 'offered' && type !== 'helped');
}

function whileIdle(recovery: Recovery, fact: RecoveryFact): Next {
  if (fact.type !== 'agreed') return [recovery, NOTHING];
  const { at, role, turn } = fact;
  return [{ phase: 'connecting', since: at, role, turn, rebuilds: 0 }, NOTHING];
}

function whileConnecting(recovery: Recovery, fact: RecoveryFact): Next {
  const { since, role, turn, rebuilds, restartedAt } = recovery;
  const { at } = fact;
  // What was answered early may have waited in vain: another device had answered before, and a new offer is on its way.
  const isEarly = role === 'callee' && at - since < REPEAT_MS;
  switch (fact.type) {
    case 'flowing':
      return [begin('fine', recovery, at), NOTHING];
    case 'offered':
      return answer(recovery, at, restartedAt !== undefined || at - since >= FIRST_PATH_MS);
    case 'asked':
    case 'stuck':
      return rebuilds === 0 ? rebuild(recovery, at, true) : repeat(recovery, at);
    case 'due':
      if (rebuilds > 0) return repeat(recovery, at);
      return turn && restartedAt === undefined ? rebuild(recovery, at, true) : [recovery, NOTHING];
    case 'failed':
      if (rebuilds > 0 || !turn) return [recovery, isEarly ? NOTHING : { do: 'give-up' }];
      // The callee has asked for the second try, which is the caller's to begin.
      return restartedAt === undefined ? rebuild(recovery, at, true) : [recovery, NOTHING];
    case 'agreed':
    case 'silent':
    case 'helped':
    case 'kicked':
      return [recovery, NOTHING];
  }
}

function whileFine(recovery: Recovery, fact: RecoveryFact): Next {
  const { at } = fact;
  const story = isCalm(recovery, at) ? forget(recovery) : recovery;
  switch (fact.type) {
    case 'silent':
      return [begin('mending', story, at), NOTHING];
    case 'offered':
      return answer(story, at, isRelayed(story));
    case 'asked':
      return climb(story, at);
    case 'stuck':
      return story.rebuiltAt === undefined ? rebuild(story, at) : [recovery, NOTHING];
    case 'kicked':
      return isOver(recovery.restartedAt, RESTART_MS, at) ? restart(story, at) : [recovery, NOTHING];
    case 'agreed':
    case 'flowing':
    case 'failed':
    case 'helped':
    case 'due':
      return [recovery, NOTHING];
  }
}

function whileMending(recovery: Recovery, fact: RecoveryFact): Next {
  const { at } = fact;
  switch (fact.type) {
    case 'flowing':
      return comeBack(recovery, at);
    case 'offered':
      return answer(recovery, at, isRelayed(recovery));
    case 'helped':
      return [{ ...recovery, restartedAt: recovery.restartedAt ?? at }, NOTHING];
    case 'asked':
      return climb(recovery, at);
    case 'failed':
    case 'stuck':
      return recovery.rebuiltAt === undefined ? rebuild(recovery, at) : [recovery, NOTHING];
    case 'kicked':
      if (recovery.restartedAt === undefined) return restart(recovery, at);
      return isOver(recovery.rebuiltAt ?? recovery.restartedAt, REPEAT_MS, at)
        ? rebuild(recovery, at)
        : [recovery, NOTHING];
    case 'due':
      if (at < (dueAt(recovery) ?? Infinity)) return [recovery, NOTHING];
      return climb(recovery, at);
    case 'agreed':
    case 'silent':
      return [recovery, NOTHING];
  }
}

/** The next rung, if it is time for it. */
function climb(recovery: Recovery, at: number): Next {
  if (recovery.restartedAt === undefined) return restart(recovery, at);
  return at >= rebuildAt(recovery) ? rebuild(recovery, at) : repeat(recovery, at);
}

function restart(recovery: Recovery, at: number): Next {
  return [
    { ...recovery, restartedAt: at, saidAt: at },
    { do: recovery.role === 'caller' ? 'restart' : 'ask' },
  ];
}

function rebuild(recovery: Recovery, at: number, relay = isRelayed(recovery)): Next {
  const next = { ...recovery, restartedAt: recovery.restartedAt ?? at, rebuiltAt: at, saidAt: at };
  if (recovery.role === 'callee') return [next, { do: 'ask' }];
  return [
    { ...next, rebuilds: recovery.rebuilds + 1 },
    { do: 'rebuild', relay },
  ];
}

function answer(recovery: Recovery, at: number, relay: boolean): Next {
  const { rebuilds, restartedAt = at, answeredAt } = recovery;
  if (!isOver(answeredAt, ANSWER_MS, at)) return [recovery, NOTHING];
  return [
    { ...recovery, restartedAt, rebuiltAt: at, answeredAt: at, rebuilds: rebuilds + 1 },
    { do: 'answer', relay },
  ];
}

function repeat(recovery: Recovery, at: number): Next {
  if (recovery.role === 'callee' || !isOver(recovery.saidAt, REPEAT_MS, at)) return [recovery, NOTHING];
  return [{ ...recovery, saidAt: at }, { do: 'repeat' }];
}

/**
 * The old connection carries packets again. After a long silence it is replaced all the same: in Chromium its picture
 * stands still for up to 3 seconds more, and its data channels stammer.
 */
function comeBack(recovery: Recovery, at: number): Next {
  const fine = begin('fine', recovery, at);
  const long = at - recovery.since >= PATIENCE_MS && recovery.rebuilds === 0;
  return long && recovery.role === 'caller' ? rebuild(fine, at) : [fine, NOTHING];
}

function begin(phase: Recovery['phase'], recovery: Recovery, at: number): Recovery {
  return { ...recovery, phase, since: at };
}

function isCalm({ since, restartedAt = since, rebuiltAt = since }: Recovery, at: number): boolean {
  return at - Math.max(since, restartedAt, rebuiltAt) >= CALM_MS;
}

/** What was tried before helped. */
function forget({ restartedAt, rebuiltAt, ...recovery }: Recovery): Recovery {
  return { ...recovery, rebuilds: 0 };
}

/** Both sides count alike, so both go by TURN alone at the same time. */
function isRelayed({ rebuilds }: Recovery): boolean {
  return rebuilds % 2 === 1;
}

/** Before the restart nothing keeps us from the next rung but our patience. */
function rebuildAt({ role, rebuiltAt, restartedAt = -Infinity }: Recovery): number {
  const at = rebuiltAt === undefined ? restartedAt + RESTART_MS : rebuiltAt + REBUILD_MS;
  return role === 'caller' ? at : at + CALLEE_MS;
}

function isOver(began: number | undefined, ms: number, at: number): boolean {
  return began === undefined || at - began >= ms;
}
