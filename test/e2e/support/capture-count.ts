import type { Page } from 'playwright';

interface Counted {
  /** All tracks that `getUserMedia` has given out. */
  readonly tracks: MediaStreamTrack[];
  /** All connections that were made. */
  readonly connections: RTCPeerConnection[];
  /** How often a camera or microphone was asked for. */
  asked: number;
}

declare global {
  var counted: Counted;
}

/** Makes the page count what it opens, from its first script on. */
export async function countCaptures(page: Page): Promise<void> {
  await page.addInitScript(() => {
    globalThis.counted = { tracks: [], connections: [], asked: 0 };
    const { mediaDevices } = navigator;
    const getUserMedia = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = async (constraints) => {
      counted.asked += 1;
      const stream = await getUserMedia(constraints);
      counted.tracks.push(...stream.getTracks());
      return stream;
    };
    globalThis.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        counted.connections.push(this);
      }
    };
  });
}

/** What the page has opened so far. */
export async function captured(page: Page): Promise<{ asked: number; connections: number }> {
  return await page.evaluate(() => ({ asked: counted.asked, connections: counted.connections.length }));
}
