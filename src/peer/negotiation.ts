import type { Description } from '../base/description.js';

/** How many offers of its own one side may make within {@link OFFER_WINDOW_MS}. */
export const MAX_OFFERS = 3;

/** See {@link MAX_OFFERS}. */
export const OFFER_WINDOW_MS = 10_000;

/** How often in a row all offers may be used up, without anybody asking for a change, before it counts as a storm. */
const MAX_EXHAUSTIONS = 2;

/**
 * What one side knows of the negotiations of a connection.
 *
 * Offers are numbered: 0 is the one the call began with, and every later one has the next number above all its side
 * has made or seen. So both sides can tell an offer that crossed their own from one that was made in view of it.
 */
export interface Negotiation {
  /** The polite side gives way when two offers cross: the one that was called. */
  readonly polite: boolean;
  /** The highest number known to both sides. */
  readonly highest: number;
  /** What has this number or a lower one is over. */
  readonly settled: number;
  /** Our offer that waits for its answer. */
  readonly pending?: number;
  /** Their offer that we answered last. */
  readonly answered?: number;
  /** When our latest offers were made, in milliseconds of any clock that only goes forward. */
  readonly offers: readonly number[];
  /** When the next offer may be made, if that was not at once. */
  readonly postponedTo?: number;
  /** How often in a row all offers were used up. */
  readonly exhaustions: number;
}

export type NegotiationFact =
  /** The browser wants to negotiate (`negotiationneeded`), or the time to which that was postponed has come. */
  | { readonly type: 'needed'; readonly at: number }
  /** A person or a program asked for a change, so the need that follows is not the browser's own idea. */
  | { readonly type: 'asked' }
  /** A description has come. */
  | { readonly type: 'arrived'; readonly description: Description }
  /** The answer to our pending offer holds. */
  | { readonly type: 'accepted' }
  /** Our answer to their offer holds. */
  | { readonly type: 'answered'; readonly id: number }
  /** Our pending offer is taken back. `told`, when the other side has seen it, so that its number is spent. */
  | { readonly type: 'undone'; readonly told: boolean };

export type NegotiationDecision =
  | { readonly do: 'nothing' }
  /** Make an offer with this number, and send it. */
  | { readonly do: 'offer'; readonly id: number }
  /** Come back with `needed` after this time. */
  | { readonly do: 'postpone'; readonly delayMs: number }
  /** The browser asks without end: give up. */
  | { readonly do: 'fail' }
  /** Take their offer and answer it. The browser rolls our own back, if there is one (RFC 8829 section 4.1.10.2). */
  | { readonly do: 'answer'; readonly offer: Description }
  /** Send the same answer again: it was lost, or this is an echo. */
  | { readonly do: 'repeat' }
  /** Take their answer. */
  | { readonly do: 'accept'; readonly answer: Description }
  /** It was made in view of our offer, whose answer is still on its way: look again after that. */
  | { readonly do: 'hold'; readonly offer: Description }
  | { readonly do: 'drop'; readonly why: 'late' | 'collision' };

const NOTHING: NegotiationDecision = { do: 'nothing' };
const LATE: NegotiationDecision = { do: 'drop', why: 'late' };

/** Before the first offer. The caller alone makes it, and counts as the impolite side from then on. */
export function firstNegotiation(role: 'caller' | 'callee'): Negotiation {
  const fresh = { offers: [], exhaustions: 0, settled: -1 };
  return role === 'caller'
    ? { ...fresh, polite: false, highest: 0, pending: 0 }
    : { ...fresh, polite: true, highest: -1 };
}

/**
 * Perfect negotiation (W3C WebRTC section 10.7) as a decision: what to do about a fact, and what is known after it.
 *
 * Whoever asks must carry a decision out before bringing the next fact. To the example in the standard this adds
 * numbers, so that repeated and late descriptions do no harm, and a budget, because Chromium can get into a state in
 * which it asks for a new negotiation some 200 times a second until the page is closed.
 */
export function negotiate(
  known: Negotiation,
  fact: NegotiationFact,
): readonly [known: Negotiation, decision: NegotiationDecision] {
  switch (fact.type) {
    case 'needed':
      return negotiateNeed(known, fact.at);
    case 'asked':
      return [{ ...known, exhaustions: 0 }, NOTHING];
    case 'arrived': {
      const { description } = fact;
      if (description.type === 'offer') return negotiateOffer(known, description);
      return [known, description.id === known.pending ? { do: 'accept', answer: description } : LATE];
    }
    case 'accepted': {
      const { pending, ...rest } = spend(known);
      return [{ ...rest, settled: rest.highest }, NOTHING];
    }
    case 'answered': {
      const { pending, ...rest } = spend(known);
      const highest = Math.max(rest.highest, fact.id);
      return [{ ...rest, highest, settled: highest, answered: fact.id }, NOTHING];
    }
    case 'undone': {
      const { pending, ...rest } = fact.told ? spend(known) : known;
      return [rest, NOTHING];
    }
  }
}

/** The number of our pending offer, if there is one, is known to the other side. */
function spend(known: Negotiation): Negotiation {
  return { ...known, highest: known.pending ?? known.highest };
}

function negotiateNeed(known: Negotiation, at: number): readonly [Negotiation, NegotiationDecision] {
  // In the middle of a negotiation there is nothing to remember: the browser asks again when it is over, if need be.
  if (known.pending !== undefined || known.settled < 0) return [known, NOTHING];
  if (known.exhaustions >= MAX_EXHAUSTIONS) return [known, NOTHING];

  const { postponedTo, ...rest } = known;
  if (postponedTo !== undefined && postponedTo > at) {
    return [known, { do: 'postpone', delayMs: postponedTo - at }];
  }

  const offers = known.offers.filter((madeAt) => madeAt + OFFER_WINDOW_MS > at);
  const [oldest] = offers;
  if (oldest === undefined || offers.length < MAX_OFFERS) {
    const id = known.highest + 1;
    const calm = oldest === undefined && postponedTo === undefined;
    const exhaustions = calm ? 0 : known.exhaustions;
    return [
      { ...rest, exhaustions, pending: id, offers: [...offers, at] },
      { do: 'offer', id },
    ];
  }

  const exhaustions = known.exhaustions + 1;
  if (exhaustions >= MAX_EXHAUSTIONS) return [{ ...rest, exhaustions }, { do: 'fail' }];
  const until = oldest + OFFER_WINDOW_MS;
  return [
    { ...rest, exhaustions, postponedTo: until },
    { do: 'postpone', delayMs: until - at },
  ];
}

function negotiateOffer(known: Negotiation, offer: Description): readonly [Negotiation, NegotiationDecision] {
  const { pending } = known;
  const { id } = offer;
  if (id <= known.settled) return [known, id === known.answered ? { do: 'repeat' } : LATE];
  if (pending === undefined) return [known, { do: 'answer', offer }];
  if (id > pending) return [known, { do: 'hold', offer }];
  if (known.polite) return [known, { do: 'answer', offer }];
  return [known, { do: 'drop', why: 'collision' }];
}
