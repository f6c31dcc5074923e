/** What every browser of today encodes and decodes, and what goes with it (RFC 7742 section 5, RFC 7874 section 3). */
const COMMON = /^(audio\/(opus|red)|video\/(vp8|rtx))$/i;
/** The one kind of H.264 that all have: constrained baseline, in packets of any size (RFC 6184 section 8.1). */
const COMMON_H264 = /(?=.*packetization-mode=1)(?=.*profile-level-id=42e01f)/i;

/**
 * Offers only the codecs that all browsers share, in the browser's own order.
 *
 * A browser lists 40 and more, variants of what it would not choose. Without them a description is half as long, and a
 * ring fits one billing unit of PubNub. A browser that has none of them, or cannot be told, offers all it has.
 */
export async function offerCommonCodecs(
  connection: RTCPeerConnection,
  { audio, video }: Readonly<Record<'audio' | 'video', RTCRtpTransceiver>>,
): Promise<void> {
  if (typeof audio.setCodecPreferences !== 'function') return;
  audio.setCodecPreferences(commonCodecs('audio'));
  video.setCodecPreferences(commonCodecs('video'));
  const { sdp = '' } = await connection.createOffer();
  if (!namesStrangers(sdp)) return;
  audio.setCodecPreferences([]);
  video.setCodecPreferences([]);
}

function commonCodecs(kind: 'audio' | 'video'): RTCRtpCodec[] {
  return RTCRtpReceiver.getCapabilities(kind)?.codecs.filter(isCommon) ?? [];
}

function isCommon({ mimeType, sdpFmtpLine = '' }: RTCRtpCodec): boolean {
  if (mimeType.toLowerCase() === 'video/h264') return COMMON_H264.test(sdpFmtpLine);
  return COMMON.test(mimeType);
}

/**
 * Whether an offer says something about a codec that it does not offer. Firefox 153 does, of those that were taken out,
 * and Chromium refuses such an offer.
 */
export function namesStrangers(sdp: string): boolean {
  return sdp.split(/(?=^m=)/m).some((section) => {
    const [, offered = ''] = /^m=\S+ \d+ \S+ (.*)/.exec(section) ?? [];
    const known = new Set(offered.trim().split(' '));
    const named = [...section.matchAll(/^a=(?:rtcp-fb|rtpmap|fmtp):(\d+) /gm)].map(([, type = '']) => type);
    return named.some((type) => !known.has(type));
  });
}
