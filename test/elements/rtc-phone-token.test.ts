import { expect, fixture, html, oneEvent } from '@open-wc/testing';

import '../../src/elements/rtc-phone.js';
import type { RtcPhoneElement } from '../../src/elements/rtc-phone.js';
import { MemoryNetwork } from '../../src/testing.js';
import { hasPart, visiblePart, words } from '../support/element.js';
import { OwnPubNub } from '../support/signaling-servers.js';
import { until } from '../support/until.js';

describe('<rtc-phone> and its secrets', () => {
  const isReady = (element: RtcPhoneElement) =>
    until('the phone is ready', () => element.phone?.state.phase === 'ready');

  it('asks for a fresh token, and goes on with it as the same phone', async () => {
    const tokens: string[] = [];
    const signaling = Object.assign(new MemoryNetwork().signaling('ann'), {
      setToken: (token: string) => void tokens.push(token),
    });
    const element = await fixture<RtcPhoneElement>(
      html`<rtc-phone number="ann" token="one" .signaling=${signaling}></rtc-phone>`,
    );
    await isReady(element);
    const { phone } = element;

    const asked = oneEvent(element, 'rtc-token-expiring');
    signaling.dispatchEvent(new CustomEvent('tokenexpiring', { detail: { refused: false, expiresAt: 7 } }));
    expect((await asked).detail).to.deep.equal({ refused: false, expiresAt: 7 });
    element.token = 'two';
    await element.updateComplete;

    expect(tokens).to.deep.equal(['two']);
    expect(element.phone).to.equal(phone);
  });

  it('says on screen that it may not connect, and stops saying so with a token that may', async () => {
    const server = await OwnPubNub.start({ secretKey: 'sec-c-of-the-test' });
    const tokenOf = (number: string) =>
      server.grant({ ttl: 60, uuid: number, channels: { [`in-${number}`]: 1 } });
    const { publishKey, subscribeKey } = server.keys;
    const element = await fixture<RtcPhoneElement>(html`
      <rtc-phone
        number="ann"
        publish-key=${publishKey}
        subscribe-key=${subscribeKey}
        origin=${server.origin}
        token=${await tokenOf('bob')}
      ></rtc-phone>
    `);

    await until('it has failed', () => hasPart(element, 'trouble'));
    expect(visiblePart(element, 'trouble').getAttribute('role')).to.equal('alert');
    expect(words(element, 'trouble')).to.contain(
      'This phone is not allowed to connect. Please sign in again.',
    );
    element.token = await tokenOf('ann');

    await isReady(element);
    await element.updateComplete;
    expect(hasPart(element, 'trouble')).to.equal(false);
  });

  it('says that somebody called with another secret, and rings for nobody', async () => {
    const network = new MemoryNetwork();
    const element = await fixture<RtcPhoneElement>(
      html`<rtc-phone number="ann" cipher-key="ours" .signaling=${network.signaling('ann')}></rtc-phone>`,
    );
    await isReady(element);

    const failed = oneEvent(element, 'rtc-error');
    network.carry({ from: 'carol', to: 'ann', payload: { v: 1, sealed: 'AAAA' } });

    expect((await failed).detail).to.have.property('code', 'bad-seal');
    await element.updateComplete;
    expect(words(element, 'problem')).to.contain('Somebody called with another secret');
    expect(element.phone?.calls).to.deep.equal([]);
  });
});
