/** Sizes and times on which both sides of a call must agree. */

/** How long a phone rings before both sides call it unanswered. */
export const RING_TIMEOUT_MS = 45_000;

/** How long the other number has to say that a device of its rings, before it counts as unreachable. */
export const ACK_TIMEOUT_MS = 8_000;

/**
 * The largest payload one publish carries, in bytes of the URL-encoded form.
 *
 * PubNub refuses more than 32 KiB and advises to stay below 30
 * (https://www.pubnub.com/docs/general/setup/limits).
 */
export const MAX_PAYLOAD_BYTES = 30 * 1024;

/** A session description, unpacked, in characters. Chromium's with audio, video and data is about 6,000. */
export const MAX_SDP_CHARS = 32_768;

/** A session description as it travels, packed, in characters. */
export const MAX_PACKED_CHARS = 16_384;

/** Candidates one message may hold. A phone with eight network interfaces has fewer. */
export const MAX_CANDIDATES = 64;

/** One candidate line, in characters. */
export const MAX_CANDIDATE_CHARS = 512;

/** The JSON of one `call.send()`, in UTF-8 bytes: fits one publish, sealed or not. */
export const MAX_DATA_BYTES = 12 * 1024;

/** The bytes of a photo that one publish carries: a third more as base64url, and as much again when it is sealed. */
export const MAX_INLINE_PHOTO_BYTES = 14 * 1024;
