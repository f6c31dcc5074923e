import { cdp } from './cdp.js';

/**
 * Lets this share of all WebRTC packets of the page get lost, in percent; 100 is a pulled wire.
 *
 * Only connections that are made after the first use know it, so a test begins with 0 %.
 */
export async function setPacketLoss(packetLoss: number): Promise<void> {
  await cdp('Network.enable');
  await cdp('Network.emulateNetworkConditions', {
    offline: false,
    // Without a delay Chromium emulates nothing.
    latency: 1,
    downloadThroughput: -1,
    uploadThroughput: -1,
    packetLoss,
    packetQueueLength: 0,
    packetReordering: false,
  });
}
