import { expect } from '@open-wc/testing';

import {
  firstNegotiation,
  MAX_OFFERS,
  negotiate,
  OFFER_WINDOW_MS,
  type Negotiation,
  type NegotiationDecision,
  type NegotiationFact,
} from '../../src/peer/negotiation.js';

describe('negotiate', () => {
  /** One side, through a list of facts; the decision about each. */
  function live(known: Negotiation, ...facts: NegotiationFact[]) {
    const decisions: NegotiationDecision[] = [];
    for (const fact of facts) {
      const [next, decision] = negotiate(known, fact);
      known = next;
      decisions.push(decision);
    }
    return { known, decisions, last: decisions.at(-1) };
  }

  const caller = () => live(firstNegotiation('caller'), { type: 'accepted' }).known;
  const callee = () => live(firstNegotiation('callee'), { type: 'answered', id: 0 }).known;
  const need = (at = 0): NegotiationFact => ({ type: 'needed', at });
  const offerOf = (id: number) => ({ type: 'offer', id, sdp: `offer ${id}` }) as const;
  const answerOf = (id: number) => ({ type: 'answer', id, sdp: `answer ${id}` }) as const;
  const offer = (id: number): NegotiationFact => ({ type: 'arrived', description: offerOf(id) });
  const answer = (id: number): NegotiationFact => ({ type: 'arrived', description: answerOf(id) });
  const late: NegotiationDecision = { do: 'drop', why: 'late' };

  describe('before the first exchange is over', () => {
    it('makes no offer of its own', () => {
      expect(live(firstNegotiation('caller'), need()).last).to.deep.equal({ do: 'nothing' });
      expect(live(firstNegotiation('callee'), need()).last).to.deep.equal({ do: 'nothing' });
    });

    it('takes the first answer once', () => {
      const { decisions } = live(firstNegotiation('caller'), answer(0), { type: 'accepted' }, answer(0));

      expect(decisions).to.deep.equal([{ do: 'accept', answer: answerOf(0) }, { do: 'nothing' }, late]);
    });

    it('keeps an offer that overtook the first answer', () => {
      const { decisions } = live(
        firstNegotiation('caller'),
        offer(1),
        answer(0),
        { type: 'accepted' },
        offer(1),
      );

      expect(decisions.map((each) => each.do)).to.deep.equal(['hold', 'accept', 'nothing', 'answer']);
    });
  });

  describe('between two offers', () => {
    for (const [name, side] of [
      ['caller', caller],
      ['callee', callee],
    ] as const) {
      it(`lets the ${name} offer, and take the answer to that very offer`, () => {
        const { known, decisions } = live(side(), need(), answer(0), answer(2), answer(1), {
          type: 'accepted',
        });

        expect(decisions.slice(0, 4)).to.deep.equal([
          { do: 'offer', id: 1 },
          late,
          late,
          { do: 'accept', answer: answerOf(1) },
        ]);
        expect(known.pending).to.equal(undefined);
      });

      it(`lets the ${name} answer, and repeat it when the offer comes again`, () => {
        const { decisions } = live(side(), offer(1), { type: 'answered', id: 1 }, offer(1));

        expect(decisions).to.deep.equal([
          { do: 'answer', offer: offerOf(1) },
          { do: 'nothing' },
          { do: 'repeat' },
        ]);
      });

      it(`numbers the next offer of the ${name} above all it has seen`, () => {
        expect(live(side(), offer(7), { type: 'answered', id: 7 }, need()).last).to.deep.equal({
          do: 'offer',
          id: 8,
        });
      });

      it(`asks the ${name} for one offer, however often the browser does`, () => {
        expect(live(side(), need(), need()).decisions).to.deep.equal([
          { do: 'offer', id: 1 },
          { do: 'nothing' },
        ]);
      });

      it(`does not spend a number of the ${name} on an offer nobody has seen`, () => {
        const unseen = live(side(), need(), { type: 'undone', told: false }, need()).last;
        const seen = live(side(), need(), { type: 'undone', told: true }, need()).last;

        expect(unseen).to.deep.equal({ do: 'offer', id: 1 });
        expect(seen).to.deep.equal({ do: 'offer', id: 2 });
      });
    }

    it('drops an offer that is over', () => {
      expect(live(callee(), offer(3), { type: 'answered', id: 3 }, offer(2)).last).to.deep.equal(late);
    });
  });

  describe('when two offers cross', () => {
    it('drops theirs on the impolite side, then and later', () => {
      const { decisions } = live(caller(), need(), offer(1), answer(1), { type: 'accepted' }, offer(1));

      expect(decisions[1]).to.deep.equal({ do: 'drop', why: 'collision' });
      expect(decisions[4]).to.deep.equal(late);
    });

    it('gives way on the polite side, and forgets its own', () => {
      const { known, decisions } = live(callee(), need(), offer(1), { type: 'answered', id: 1 }, answer(1));

      expect(decisions[1]).to.deep.equal({ do: 'answer', offer: offerOf(1) });
      expect(decisions[3]).to.deep.equal(late);
      expect(known.pending).to.equal(undefined);
    });

    it('waits on both sides for an answer that was overtaken', () => {
      for (const side of [caller(), callee()]) {
        expect(live(side, need(), offer(2)).last).to.deep.equal({ do: 'hold', offer: offerOf(2) });
      }
    });
  });

  describe('in a storm', () => {
    const settle: NegotiationFact[] = [{ type: 'accepted' }];
    /** As many offers as there may be, each answered at once. */
    const burst = (at: number) => Array.from({ length: MAX_OFFERS }, () => [need(at), ...settle]).flat();

    it('makes three offers in ten seconds, and tells when the next may be made', () => {
      const { known, last } = live(caller(), ...burst(1_000), need(4_000));

      expect(last).to.deep.equal({ do: 'postpone', delayMs: OFFER_WINDOW_MS - 3_000 });
      expect(live(known, need(5_000)).last).to.deep.equal({
        do: 'postpone',
        delayMs: OFFER_WINDOW_MS - 4_000,
      });
      expect(live(known, need(1_000 + OFFER_WINDOW_MS)).last).to.deep.equal({ do: 'offer', id: 4 });
    });

    it('gives up when the postponed offers are used up as well', () => {
      const again = 1_000 + OFFER_WINDOW_MS;
      const { known, last } = live(caller(), ...burst(1_000), need(2_000), ...burst(again), need(again));

      expect(last).to.deep.equal({ do: 'fail' });
      expect(live(known, need(1e6)).last).to.deep.equal({ do: 'nothing' });
      expect(live(known, offer(99)).last).to.deep.equal({ do: 'answer', offer: offerOf(99) });
    });

    it('never gives up on somebody who presses a button all the time', () => {
      let known = caller();
      for (let at = 0; at < 20 * OFFER_WINDOW_MS; at += OFFER_WINDOW_MS) {
        known = live(known, { type: 'asked' }, ...burst(at), need(at)).known;
      }

      expect(live(known, need(1e9)).last).to.have.property('do', 'offer');
    });

    it('forgets a storm after a quiet time', () => {
      const storm = [...burst(0), need(0), need(OFFER_WINDOW_MS), ...settle];
      const again = 5 * OFFER_WINDOW_MS;
      const { last } = live(caller(), ...storm, ...burst(again), need(again));

      expect(last).to.have.property('do', 'postpone');
    });
  });
});
