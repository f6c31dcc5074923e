/**
 * What browsers write into every session description, for {@link toWords}. The place of a word is its name on the wire:
 * new ones go to the end, none is ever changed or taken out, and there is room for 128.
 */
const WORDS = [
  'v=0\r\no=- ',
  ' IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0 1 2',
  '\r\na=extmap-allow-mixed\r\na=msid-semantic: WMS',
  '\r\nm=audio 9 UDP/TLS/RTP/SAVPF ',
  '\r\nm=video 9 UDP/TLS/RTP/SAVPF ',
  '\r\nm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
  '\r\nc=IN IP4 0.0.0.0',
  '\r\na=rtcp:9 IN IP4 0.0.0.0',
  '\r\na=candidate:',
  '.local ',
  ' 1 udp ',
  ' 1 tcp ',
  ' typ host',
  ' typ srflx raddr ',
  ' typ relay raddr ',
  ' tcptype active',
  ' generation 0',
  ' network-id ',
  ' network-cost ',
  ' ufrag ',
  '\r\na=ice-ufrag:',
  '\r\na=ice-pwd:',
  '\r\na=ice-options:trickle',
  '\r\na=fingerprint:sha-256 ',
  '\r\na=setup:actpass',
  '\r\na=setup:active',
  '\r\na=setup:passive',
  '\r\na=mid:',
  '\r\na=sendrecv',
  '\r\na=sendonly',
  '\r\na=recvonly',
  '\r\na=inactive',
  '\r\na=msid:',
  '\r\na=rtcp-mux',
  '\r\na=rtcp-rsize',
  '\r\na=rtcp-xr:rcvr-rtt=all',
  '\r\na=ssrc-group:FID ',
  '\r\na=ssrc:',
  ' cname:',
  ' msid:',
  '\r\na=extmap:',
  ' urn:ietf:params:rtp-hdrext:',
  ' http://www.webrtc.org/experiments/rtp-hdrext/',
  ' http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01',
  ' urn:3gpp:video-orientation',
  'ssrc-audio-level',
  'csrc-audio-level',
  'sdes:mid',
  'sdes:rtp-stream-id',
  'sdes:repaired-rtp-stream-id',
  'toffset',
  'abs-send-time',
  'playout-delay',
  'video-content-type',
  'video-timing',
  'color-space',
  '\r\na=rtpmap:',
  '\r\na=rtcp-fb:',
  '\r\na=fmtp:',
  ' goog-remb',
  ' transport-cc',
  ' ccm fir',
  ' ccm tmmbr',
  ' nack',
  ' nack pli',
  ' apt=',
  ' rtx/90000',
  ' VP8/90000',
  ' VP9/90000',
  ' AV1/90000',
  ' H264/90000',
  ' H265/90000',
  ' red/90000',
  ' ulpfec/90000',
  ' flexfec-03/90000',
  'level-asymmetry-allowed=1',
  ';packetization-mode=',
  ';profile-level-id=',
  ' profile-id=',
  'level-idx=5;profile=0;tier=0',
  'max-fs=12288;max-fr=60',
  ' opus/48000/2',
  ' minptime=10;useinbandfec=1',
  'maxplaybackrate=48000;stereo=1;useinbandfec=1',
  ' red/48000/2',
  ' G722/8000',
  ' PCMU/8000',
  ' PCMA/8000',
  ' CN/8000',
  ' telephone-event/48000',
  ' telephone-event/8000',
  '\r\na=sctp-port:5000',
  '\r\na=max-message-size:262144',
  '\r\na=max-message-size:1073741823',
];
/** Where the names of words begin: a description is ASCII, which ends here. */
const FIRST = 0x80;

const names = new Map(WORDS.map((word, index) => [word, String.fromCharCode(FIRST + index)]));
const longestFirst = WORDS.toSorted((one, other) => other.length - one.length);
const anyWord = new RegExp(
  longestFirst.map((word) => word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')).join('|'),
  'g',
);

/** A text in bytes, one for each known word. Undefined of one that is not ASCII. */
export function toWords(text: string): Uint8Array<ArrayBuffer> | undefined {
  for (let index = 0; index < text.length; index += 1) if (text.charCodeAt(index) >= FIRST) return undefined;
  return Uint8Array.from(
    text.replace(anyWord, (word) => names.get(word) ?? word),
    (char) => char.charCodeAt(0),
  );
}

/** The text behind {@link toWords}, as far as the bytes go. Undefined where they name a word that we do not know. */
export function fromWords(bytes: Uint8Array): string | undefined {
  let text = '';
  for (const byte of bytes) {
    const part = byte < FIRST ? String.fromCharCode(byte) : WORDS[byte - FIRST];
    if (part === undefined) return undefined;
    text += part;
  }
  return text;
}
