import { pause } from '../../base/lifetime.js';
import { samplesOf, type Tone } from './tones.js';

/** Something to hear, until it is over or stopped. */
export interface Sound {
  /**
   * Tries to be heard, and resolves when it is. May be tried again, from a press of the person.
   *
   * @throws {DOMException} `NotAllowedError`, when the browser forbids sound as yet; others when there is nothing to play.
   */
  play(): Promise<void>;
  /** Falls silent within 50 ms and lets go of everything. For good. */
  stop(): void;
}

/** How long a tone takes to fall silent, in seconds: without that it would crack. */
const FADE = 0.02;
/** Samples a second. The highest pitch there is needs a quarter of that. */
const RATE = 16_000;
/** How long a browser may take to begin with a tone it allows, in milliseconds. */
const PATIENCE_MS = 300;

/**
 * A tone that the browser makes.
 *
 * A whole round is one buffer that the audio thread repeats: nothing runs on the page while it is heard, and a page in the
 * background keeps the beat, as timers would not.
 *
 * @param speaker The device on which it is heard: the default one when empty, or where browsers lend no other to tones.
 */
export function toneSound(tone: Tone, speaker = ''): Sound {
  const life = new AbortController();
  const context = new AudioContext();
  const volume = context.createGain();
  const source = context.createBufferSource();
  const samples = samplesOf(tone, RATE);
  source.buffer = context.createBuffer(1, samples.length, RATE);
  source.buffer.copyToChannel(samples, 0);
  source.loop = tone.repeats;
  source.connect(volume).connect(context.destination);
  source.start();
  if (speaker) useSpeaker(context, speaker);
  // An open one holds a thread and a device.
  const close = () => void (context.state !== 'closed' && context.close());
  source.addEventListener('ended', close);

  return {
    async play() {
      // Where sound is forbidden the promise stays open: until it is allowed, or for good.
      const forbidden = pause(PATIENCE_MS, life.signal).then(() => {
        throw new DOMException('The context stays suspended.', 'NotAllowedError');
      });
      await Promise.race([context.resume(), forbidden]);
    },
    stop() {
      life.abort();
      // Nothing is heard, and nothing will end by itself.
      if (context.state !== 'running') return close();
      const now = context.currentTime;
      volume.gain.setValueAtTime(1, now);
      volume.gain.linearRampToValueAtTime(0, now + FADE);
      source.stop(now + FADE);
    },
  };
}

/** Not in every browser (Web Audio 1.1, `setSinkId`). Without it, or without the device, the default one is as good. */
function useSpeaker(
  context: AudioContext & { setSinkId?(id: string): Promise<void> },
  speaker: string,
): void {
  context.setSinkId?.(speaker).catch(() => {});
}

/** A sound file, again and again. */
export function fileSound(address: string): Sound {
  const audio = new Audio(address);
  audio.loop = true;

  return {
    play: () => audio.play(),
    stop() {
      audio.pause();
      // Lets go of what was loaded, or still is.
      audio.removeAttribute('src');
      audio.load();
    },
  };
}
