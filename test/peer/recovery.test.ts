import { expect } from '@open-wc/testing';

import { CALM_MS, dueAt, FIRST_PATH_MS, PATIENCE_MS, RESTART_MS } from '../../src/peer/recovery.js';
import { Story, talking } from '../support/recovery-story.js';

describe('recover', () => {
  describe('before the first connection', () => {
    it('leaves it to the call how long to wait, where there is no TURN server', () => {
      const story = new Story('caller').at(100_000);

      expect(story.did).to.deep.equal([]);
      expect(dueAt(story.recovery)).to.equal(undefined);
    });

    it('tries by TURN alone after eight seconds, and repeats the offer until there is a path', () => {
      const story = new Story('caller', true).at(13_000, 'flowing').at(60_000);

      expect(story.did).to.deep.equal(['8000 rebuild by relay', '10000 repeat', '12000 repeat']);
    });

    it('asks for it as a callee, once', () => {
      expect(new Story('callee', true).at(60_000).did).to.deep.equal([`${FIRST_PATH_MS} ask`]);
    });

    it('answers it by TURN alone', () => {
      expect(new Story('callee').at(8_100, 'offered').did).to.deep.equal(['8100 answer by relay']);
    });

    it('answers one by any way that comes too soon to be a second try', () => {
      expect(new Story('callee').at(7_900, 'offered').did).to.deep.equal(['7900 answer']);
      expect(new Story('callee', true).at(300, 'failed').at(500, 'offered').did).to.deep.equal([
        '300 ask',
        '500 answer by relay',
      ]);
    });

    it('does not give up as a callee whose early answer nobody took: a new offer is on its way', () => {
      expect(
        new Story('callee').at(300, 'failed').at(1_900, 'failed').at(1_950, 'offered').did,
      ).to.deep.equal(['1950 answer']);
      expect(new Story('callee').at(2_000, 'failed').did).to.deep.equal(['2000 give-up']);
      expect(new Story('caller').at(300, 'failed').did).to.deep.equal(['300 give-up']);
    });

    it('does as it is asked, once', () => {
      const story = new Story('caller').at(8_000, 'asked').at(8_100, 'asked');

      expect(story.did).to.deep.equal(['8000 rebuild by relay']);
    });

    it('does not wait for eight seconds when the browser has given up before', () => {
      expect(new Story('caller', true).at(300, 'failed').did).to.deep.equal(['300 rebuild by relay']);
      expect(new Story('callee', true).at(300, 'failed').at(20_000, 'failed').did).to.deep.equal(['300 ask']);
    });

    it('gives up when there is nothing left to try', () => {
      expect(new Story('caller').at(15_000, 'failed').did).to.deep.equal(['15000 give-up']);
      expect(new Story('callee').at(15_000, 'failed').did).to.deep.equal(['15000 give-up']);
      expect(new Story('caller', true).at(9_000).at(9_500, 'failed').did.at(-1)).to.equal('9500 give-up');
    });
  });

  describe('after silence', () => {
    it('restarts once, then makes a new connection every five seconds, each second one by TURN alone', () => {
      const story = talking('caller').at(60_000, 'silent').at(90_000);

      expect(story.did.filter((each) => !each.endsWith('repeat'))).to.deep.equal([
        '61500 restart',
        '65500 rebuild',
        '70500 rebuild by relay',
        '75500 rebuild',
        '80500 rebuild by relay',
        '85500 rebuild',
      ]);
    });

    it('repeats between, as long as an offer may be lost', () => {
      const story = talking('caller').at(60_000, 'silent').at(71_000);

      expect(story.did.filter((each) => each.endsWith('repeat'))).to.deep.equal([
        '63500 repeat',
        '67500 repeat',
        '69500 repeat',
      ]);
    });

    it('asks as a callee, a little later than the caller acts by itself', () => {
      const story = talking('callee').at(60_000, 'silent').at(73_000);

      expect(story.did).to.deep.equal(['62000 ask', '66500 ask', '72000 ask']);
    });

    it('does not ask a caller who is at work', () => {
      const story = talking('callee')
        .at(60_000, 'silent')
        .at(61_510, 'helped')
        .at(65_510, 'offered')
        .at(70_510, 'offered')
        .at(75_510, 'offered')
        .at(80_000);

      expect(story.did).to.deep.equal(['65510 answer', '70510 answer by relay', '75510 answer']);
    });

    it('does nothing about a hiccup', () => {
      expect(talking('caller').at(60_000, 'silent').at(61_400, 'flowing').at(90_000).did).to.deep.equal([]);
    });

    it('makes a new connection at once when no other can come back', () => {
      const story = talking('caller').at(60_000, 'silent').at(60_010, 'failed').at(60_020, 'failed');

      expect(story.did).to.deep.equal(['60010 rebuild']);
      expect(story.at(65_010).did.at(-1)).to.equal('65010 rebuild by relay');
    });

    it('replaces at once what came back at the moment the patience ended', () => {
      const story = talking('caller').at(60_000, 'silent').at(61_500, 'flowing');

      expect(story.did).to.deep.equal(['61500 restart', '61500 rebuild']);
    });

    it('keeps its pace when new connections fail at once', () => {
      const story = talking('caller').at(60_000, 'silent').at(60_010, 'failed');
      for (let time = 60_020; time < 65_000; time += 10) story.at(time, 'failed');

      expect(story.did.filter((each) => each.endsWith('rebuild'))).to.have.lengthOf(1);
    });

    it('begins at once when it is asked', () => {
      expect(talking('caller').at(60_000, 'silent').at(60_100, 'asked').did).to.deep.equal(['60100 restart']);
      const busy = talking('caller').at(60_000, 'silent').at(61_600, 'asked').at(61_700, 'asked');
      expect(busy.did).to.deep.equal(['61500 restart']);
    });

    it('does not begin anew when the path flaps', () => {
      const story = talking('caller')
        .at(60_000, 'silent')
        .at(61_700, 'flowing')
        .at(62_000, 'silent')
        .at(65_600, 'flowing')
        .at(66_000, 'silent')
        .at(71_000);

      const steps = story.did.filter((each) => !each.endsWith('repeat'));
      expect(steps).to.deep.equal(['61500 restart', '61700 rebuild', '67500 rebuild by relay']);
    });

    it('replaces a connection that comes back after a long silence, once', () => {
      const story = talking('caller').at(60_000, 'silent').at(62_000, 'flowing').at(62_100, 'flowing');

      expect(story.did).to.deep.equal(['61500 restart', '62000 rebuild']);
      expect(talking('callee').at(60_000, 'silent').at(62_000, 'flowing').did).to.deep.equal(['62000 ask']);
      expect(talking('caller').at(60_000, 'silent').at(66_000, 'flowing').did.at(-1)).to.equal(
        '65500 rebuild',
      );
    });

    it('begins anew when packets have flowed for ten seconds', () => {
      const story = talking('caller').at(60_000, 'silent').at(66_000, 'flowing');
      const { length } = story.did;
      story.at(66_000 + CALM_MS, 'silent').at(66_000 + CALM_MS + PATIENCE_MS + RESTART_MS);

      expect(story.did.slice(length)).to.deep.equal(['77500 restart', '79500 repeat', '81500 rebuild']);
    });
  });

  describe('while packets flow', () => {
    it('helps a callee whom nothing reaches: restarts, then makes new connections', () => {
      const story = talking('caller');
      for (const time of [60_000, 60_100, 64_400, 69_800]) story.at(time, 'asked');

      expect(story.did).to.deep.equal(['60000 restart', '64400 rebuild', '69800 rebuild by relay']);
    });

    it('restarts at once when the network changes, but never twice in four seconds', () => {
      const story = talking('caller').at(60_000, 'kicked').at(60_100, 'kicked').at(63_999, 'kicked');
      expect(story.did).to.deep.equal(['60000 restart']);

      story.at(64_000, 'kicked');
      expect(story.did).to.deep.equal(['60000 restart', '64000 restart']);
      expect(talking('callee').at(60_000, 'kicked').did).to.deep.equal(['60000 ask']);
    });

    it('does not restart again when the change is followed by silence', () => {
      const story = talking('caller').at(60_000, 'kicked').at(61_000, 'silent').at(64_000);

      expect(story.did).to.deep.equal(['60000 restart', '62500 repeat', '64000 rebuild']);
    });

    it('answers new connections, not too many of them', () => {
      const story = talking('callee');
      for (let time = 60_000; time <= 62_000; time += 100) story.at(time, 'offered');

      expect(story.did).to.deep.equal(['60000 answer', '61000 answer by relay', '62000 answer']);
    });
  });

  it('makes a new connection when the network comes back, if the last try is not fresh', () => {
    const story = talking('caller').at(60_000, 'silent').at(63_400, 'kicked');
    expect(story.did).to.deep.equal(['61500 restart']);

    story.at(63_600, 'kicked').at(65_500, 'kicked').at(65_600, 'kicked');
    expect(story.did.filter((each) => !each.endsWith('repeat'))).to.deep.equal([
      '61500 restart',
      '63600 rebuild',
      '65600 rebuild by relay',
    ]);
    expect(talking('caller').at(60_000, 'silent').at(60_100, 'kicked').did).to.deep.equal(['60100 restart']);
  });
});
