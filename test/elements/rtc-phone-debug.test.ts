import { expect, fixture, html } from '@open-wc/testing';

import '../../src/index.js';
import type { LogEntry, RtcPhoneElement } from '../../src/index.js';
import { freshNumber, reaches } from '../support/phones.js';
import { until } from '../support/until.js';

describe('An <rtc-phone> with debug', () => {
  const heard: LogEntry[] = [];
  const onLog = ({ detail }: CustomEvent<LogEntry>) => heard.push(detail);

  beforeEach(() => {
    heard.length = 0;
    document.addEventListener('rtc-log', onLog);
  });

  afterEach(() => document.removeEventListener('rtc-log', onLog));

  async function show(options: { debug: boolean }) {
    const number = freshNumber('alice');
    const other = freshNumber('bob');
    const element = await fixture<RtcPhoneElement>(html`
      <rtc-phone number=${number} signaling="local" silent ?debug=${options.debug}><i>mine</i></rtc-phone>
    `);
    const bob = await fixture<RtcPhoneElement>(html`
      <rtc-phone number=${other} signaling="local" silent auto-answer=${number}><i>mine</i></rtc-phone>
    `);
    for (const { phone } of [element, bob]) await until('it is ready', () => phone?.state.phase === 'ready');
    return { element, number, other };
  }

  it('tells each step, and gives a trace that names nobody', async () => {
    const { element, number, other } = await show({ debug: true });
    const call = await element.dial(other, { video: false });
    await reaches(call, 'active');
    await call.hangUp();

    const events = heard.map(({ event }) => event);
    expect(events).to.include.members(['call-connecting', 'call-active', 'call-ended']);
    const trace = await element.trace();
    expect(trace.split('\n').map((line) => (JSON.parse(line) as LogEntry).event)).to.deep.equal(events);
    expect(trace).not.to.contain(number).and.not.to.contain(other);
  });

  it('is silent without, keeps nothing, and makes no other phone when it changes', async () => {
    const { element, other } = await show({ debug: false });
    const { phone } = element;
    const call = await element.dial(other, { video: false });
    await reaches(call, 'active');
    expect(heard).to.deep.equal([]);
    expect(await element.trace()).to.equal('');

    element.debug = true;
    await element.updateComplete;
    await call.hangUp();

    expect(element.phone === phone, 'it is the same phone').to.be.true;
    expect(heard.map(({ event }) => event)).to.include('call-ended');
  });

  it('writes to the logger of the page in any case', async () => {
    const { element, other } = await show({ debug: false });
    const written: string[] = [];
    element.logger = ({ event }) => written.push(event);
    const call = await element.dial(other, { video: false });
    await reaches(call, 'active');
    expect(written).to.include('call-active');
    await call.hangUp();
  });

  it('keeps no history where the page wants none', async () => {
    const element = await fixture<RtcPhoneElement>(html`
      <rtc-phone number=${freshNumber('alice')} signaling="local" no-history><i>mine</i></rtc-phone>
    `);
    expect(element.phone?.history.calls.state.phase).to.equal('off');
  });
});
