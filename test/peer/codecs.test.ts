import { expect } from '@open-wc/testing';

import { namesStrangers, offerCommonCodecs } from '../../src/peer/codecs.js';

describe('offerCommonCodecs', () => {
  const connections: RTCPeerConnection[] = [];
  afterEach(() => {
    for (const connection of connections.splice(0)) connection.close();
  });

  async function makeOffer(
    prepare: (lines: Record<'audio' | 'video', RTCRtpTransceiver>) => void = () => {},
  ) {
    const connection = new RTCPeerConnection();
    connections.push(connection);
    const lines = { audio: connection.addTransceiver('audio'), video: connection.addTransceiver('video') };
    prepare(lines);
    await offerCommonCodecs(connection, lines);
    const { sdp = '' } = await connection.createOffer();
    return [
      ...new Set([...sdp.matchAll(/^a=rtpmap:\d+ ([^/]+)/gm)].map(([, name = '']) => name.toLowerCase())),
    ];
  }

  it('leaves what all browsers share', async () => {
    const codecs = await makeOffer();

    expect(codecs).to.include.members(['opus', 'vp8']);
    expect(codecs.every((name) => ['opus', 'red', 'vp8', 'h264', 'rtx'].includes(name))).to.equal(true);
  });

  it('offers all there is where the browser cannot be told', async () => {
    const codecs = await makeOffer(({ audio }) => {
      Object.defineProperty(audio, 'setCodecPreferences', { value: undefined });
    });

    expect(codecs).to.include.members(['opus', 'vp8', 'av1']);
  });
});

describe('namesStrangers', () => {
  const offer = [
    'v=0',
    'm=video 9 UDP/TLS/RTP/SAVPF 96 97',
    'a=rtpmap:96 VP8/90000',
    'a=rtcp-fb:96 nack',
    '',
  ];

  it('finds words about codecs that are not offered, which Chromium refuses', () => {
    const withStranger = [...offer.slice(0, -1), 'a=rtcp-fb:121 nack', ''];

    expect(namesStrangers(offer.join('\r\n'))).to.equal(false);
    expect(namesStrangers(withStranger.join('\r\n'))).to.equal(true);
  });
});
