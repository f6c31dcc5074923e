import { expect } from '@open-wc/testing';

import { QualityWatch } from '../../src/peer/quality-watch.js';
import { qualityBetween } from '../../src/peer/quality.js';
import { VirtualClock } from '../support/virtual-clock.js';

type Entry = { readonly id: string } & Readonly<Record<string, unknown>>;

function reportOf(...entries: readonly Entry[]): RTCStatsReport {
  return new Map(entries.map((entry) => [entry.id, entry]));
}

const sound = (packetsReceived: number, packetsLost: number, jitter = 0.005): Entry => ({
  id: 'sound',
  type: 'inbound-rtp',
  kind: 'audio',
  packetsReceived,
  packetsLost,
  jitter,
});
const picture = (packetsReceived: number, packetsLost: number, jitter = 0.005): Entry => ({
  ...sound(packetsReceived, packetsLost, jitter),
  id: 'picture',
  kind: 'video',
});
/** The path in use, with the time a round trip takes, in seconds. */
const path = (currentRoundTripTime: number): readonly Entry[] => [
  { id: 'transport', type: 'transport', selectedCandidatePairId: 'path' },
  { id: 'path', type: 'candidate-pair', currentRoundTripTime },
];
const sent = (packetsSent: number): Entry => ({ id: 'sent', type: 'outbound-rtp', packetsSent });
const heardOf = (fractionLost: number, roundTripTime = 0): Entry => ({
  id: 'heard',
  type: 'remote-inbound-rtp',
  localId: 'sent',
  fractionLost,
  roundTripTime,
});

describe('qualityBetween', () => {
  const START = reportOf(sound(1_000, 50), picture(3_000, 70), sent(1_000));

  const cases: readonly (readonly [what: string, after: RTCStatsReport, quality: string])[] = [
    ['all arrives, and fast', reportOf(sound(1_100, 50), ...path(0.05)), 'good'],
    ['2 of 100 packets get lost', reportOf(sound(1_098, 52)), 'good'],
    ['3 of 100 packets get lost', reportOf(sound(1_097, 53)), 'weak'],
    ['9 of 100 packets get lost', reportOf(sound(1_091, 59)), 'weak'],
    ['10 of 100 packets get lost', reportOf(sound(1_090, 60)), 'bad'],
    ['nothing of much arrives', reportOf(picture(3_000, 170)), 'bad'],
    [
      'a tenth of the sound gets lost, and little of all',
      reportOf(sound(1_090, 60), picture(3_900, 70)),
      'good',
    ],
    ['late packets make good for lost ones', reportOf(sound(1_110, 40)), 'good'],
    ['too little arrives to tell', reportOf(sound(1_000, 99)), 'unknown'],
    ['just enough arrives to tell', reportOf(sound(1_000, 100)), 'bad'],
    ['a stream is new', reportOf(sound(1_100, 50), { ...sound(10, 90), id: 'another' }), 'good'],
    ['3 % of what we send gets lost', reportOf(sent(1_100), heardOf(0.03)), 'weak'],
    ['10 % of what we send gets lost', reportOf(sent(1_050), heardOf(0.1)), 'bad'],
    ['the other side tells of what we hardly send', reportOf(sent(1_049), heardOf(0.1)), 'unknown'],
    ['more of what we send gets lost', reportOf(sound(1_100, 50), sent(1_100), heardOf(0.1)), 'bad'],
    ['a round trip takes 299 ms', reportOf(...path(0.299)), 'good'],
    ['a round trip takes 300 ms', reportOf(...path(0.3)), 'weak'],
    ['a round trip takes 800 ms', reportOf(...path(0.8)), 'bad'],
    [
      'only another path is slow',
      reportOf(...path(0.1), { id: 'other', type: 'candidate-pair', currentRoundTripTime: 0.9 }),
      'good',
    ],
    [
      'a browser marks the path',
      reportOf({ id: 'path', type: 'candidate-pair', currentRoundTripTime: 0.9, selected: true }),
      'bad',
    ],
    ['a browser knows only of its media', reportOf(...path(0), heardOf(0, 0.4)), 'weak'],
    ['a browser knows more of the path', reportOf(...path(0.1), heardOf(0, 0.9)), 'good'],
    ['the sound comes unevenly', reportOf(sound(1_100, 50, 0.03)), 'weak'],
    ['the sound comes very unevenly', reportOf(sound(1_100, 50, 3)), 'weak'],
    ['the sound comes a little unevenly', reportOf(sound(1_100, 50, 0.029)), 'good'],
    ['the picture comes unevenly', reportOf(picture(3_100, 70, 0.2)), 'good'],
    ['nothing is known', reportOf({ id: 'other', type: 'peer-connection' }), 'unknown'],
  ];
  for (const [what, after, quality] of cases) {
    it(`is ${quality} when ${what}`, () => {
      expect(qualityBetween(START, after)).to.equal(quality);
    });
  }
});

describe('QualityWatch', () => {
  let clock: VirtualClock;
  beforeEach(() => (clock = new VirtualClock()));
  afterEach(() => clock.restore());

  /** A watch, and a way to let it see seconds in which this share of a hundred packets gets lost. */
  function makeWatch() {
    const news: string[] = [];
    const watch: QualityWatch = new QualityWatch(() => news.push(watch.quality));
    let [received, lost] = [0, 0];
    const pass = async (seconds: number, share: number) => {
      for (let second = 0; second < seconds; second += 1) {
        watch.look(reportOf(sound(received, lost)));
        await clock.advance(1_000);
        received += 100 * (1 - share);
        lost += 100 * share;
      }
      watch.look(reportOf(sound(received, lost)));
    };
    return { watch, news, pass };
  }

  it('knows nothing for two seconds', async () => {
    const { watch, news, pass } = makeWatch();

    await pass(1, 0);
    expect(watch.quality).to.equal('unknown');
    await pass(1, 0);

    expect(watch.quality).to.equal('good');
    expect(news).to.deep.equal(['good']);
  });

  it('shows nobody what is over in two seconds', async () => {
    const { news, pass } = makeWatch();
    await pass(2, 0);

    await pass(2, 0.5);
    await pass(4, 0);

    expect(news).to.deep.equal(['good']);
  });

  it('says nothing bad of a beginning that is over in two seconds', async () => {
    const { news, pass } = makeWatch();

    await pass(2, 0.5);
    expect(news).to.deep.equal([]);
    await pass(2, 0);

    expect(news).to.deep.equal(['good']);
  });

  it('shows what lasts for four seconds', async () => {
    const { news, pass } = makeWatch();
    await pass(2, 0);

    await pass(4, 0.2);
    await pass(4, 0.05);
    await pass(4, 0);

    expect(news).to.deep.equal(['good', 'bad', 'weak', 'good']);
  });

  it('knows nothing when it has forgotten, and begins anew', async () => {
    const { watch, news, pass } = makeWatch();
    await pass(2, 0);

    watch.forget();
    watch.forget();
    expect(watch.quality).to.equal('unknown');
    await pass(4, 0.2);

    expect(news).to.deep.equal(['good', 'unknown', 'bad']);
  });
});
