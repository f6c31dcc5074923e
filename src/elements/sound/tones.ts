/** The sounds a phone makes by itself. */
export type ToneName = 'ringtone' | 'waiting' | 'ringback' | 'busy' | 'ended';

/** One sound of a tone: when it begins and how long it lasts, in seconds, its pitches in Hz, and how loud it is (0 to 1). */
interface Note {
  readonly at: number;
  readonly length: number;
  readonly pitches: readonly number[];
  readonly volume: number;
  /** Has an octave above it, and dies away as a bell does. Otherwise it is as loud at its end as at its beginning. */
  readonly bell?: boolean;
}

/** What is heard in one round of a tone. */
export interface Tone {
  /** How long a round lasts, in seconds, with the silence in it. */
  readonly length: number;
  /** Whether the next round follows at once, until the tone is stopped. */
  readonly repeats: boolean;
  readonly notes: readonly Note[];
}

const note = (at: number, length: number, volume: number, ...pitches: number[]): Note => {
  return { at, length, pitches, volume };
};
const bell = (at: number, pitch: number): Note => ({ ...note(at, 0.9, 0.3, pitch), bell: true });

/**
 * Pitches and cadences of the tones that people know from their telephones are those of the United States (ITU-T E.180,
 * Supplement 2): ringing, busy and call waiting. The ringtone and the goodbye are our own.
 */
export const tones: Readonly<Record<ToneName, Tone>> = {
  ringtone: {
    length: 3,
    repeats: true,
    notes: [bell(0, 587.33), bell(0.22, 783.99), bell(0.8, 587.33), bell(1.02, 783.99)],
  },
  waiting: { length: 10, repeats: true, notes: [note(0, 0.3, 0.06, 440)] },
  ringback: { length: 6, repeats: true, notes: [note(0, 2, 0.12, 440, 480)] },
  busy: { length: 2, repeats: false, notes: [0, 0.5, 1, 1.5].map((at) => note(at, 0.25, 0.12, 480, 620)) },
  ended: { length: 0.8, repeats: false, notes: [bell(0, 523.25), bell(0.16, 392)] },
};

/** How long a note takes to come and to go, in seconds: without that it would crack. */
const EDGE = 0.012;

/** One round of a tone as samples between -1 and 1, `rate` of them a second. */
export function samplesOf({ length, notes }: Tone, rate: number): Float32Array<ArrayBuffer> {
  const samples = new Float32Array(Math.round(length * rate));
  for (const each of notes) {
    for (const pitch of each.pitches) {
      const share = each.volume / each.pitches.length;
      addWave(samples, rate, each, pitch, each.bell ? share * 0.75 : share);
      if (each.bell) addWave(samples, rate, each, pitch * 2, share * 0.25);
    }
  }
  return samples;
}

function addWave(
  samples: Float32Array,
  rate: number,
  { at, length, bell: dies }: Note,
  pitch: number,
  volume: number,
) {
  const first = Math.round(at * rate);
  const count = Math.min(Math.round(length * rate), samples.length - first);
  const edge = EDGE * rate;
  const fading = dies ? Math.exp(-5 / count) : 1;
  let loudness = volume;
  for (let index = 0; index < count; index++) {
    const gate = Math.min(1, index / edge, (count - index) / edge);
    const wave = Math.sin((2 * Math.PI * pitch * index) / rate);
    samples[first + index] = (samples[first + index] ?? 0) + loudness * gate * wave;
    loudness *= fading;
  }
}
