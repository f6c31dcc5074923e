import { expect } from '@open-wc/testing';

import { Trace } from '../../src/base/trace.js';

describe('Trace', () => {
  const lines = (trace: Trace): { event: string; detail?: Record<string, unknown> }[] =>
    trace
      .export()
      .split('\n')
      .map((line) => JSON.parse(line) as { event: string });

  it('keeps what was logged, with its time, in order', () => {
    const trace = new Trace();
    trace.logger({ level: 'info', event: 'one' });
    trace.logger({ level: 'warn', event: 'two', detail: { count: 2 } });
    expect(trace.entries.map(({ event, level }) => [event, level])).to.deep.equal([
      ['one', 'info'],
      ['two', 'warn'],
    ]);
    expect(trace.entries[1]?.atMs).to.be.at.least(trace.entries[0]?.atMs ?? 0);
    expect(lines(trace)[1]?.detail).to.deep.equal({ count: 2 });
  });

  it('keeps the last thousand', () => {
    const trace = new Trace();
    for (let n = 0; n < 1_200; n += 1) trace.logger({ level: 'debug', event: `e${n}` });
    expect(trace.entries).to.have.length(1_000);
    expect(trace.entries[0]?.event).to.equal('e200');
  });

  it('names nobody, and tells one from another', () => {
    const trace = new Trace();
    trace.logger({ level: 'warn', event: 'message-refused', detail: { from: 'alice "x"' } });
    trace.logger({ level: 'warn', event: 'message-refused', detail: { from: 'bob' } });
    trace.logger({
      level: 'warn',
      event: 'not-told',
      detail: { from: 'alice "x"', error: 'No alice "x" here' },
    });

    expect(trace.export()).not.to.contain('alice').and.not.to.contain('bob');
    expect(lines(trace).map(({ detail }) => detail?.['from'])).to.deep.equal(['#1', '#2', '#1']);
    expect(lines(trace)[2]?.detail?.['error']).to.equal('No #1 here');
  });

  it('is JSON whatever people are called, and says the rest as it was', () => {
    const trace = new Trace();
    for (const from of ['1', '10', 'warn', '#1', 'a.c', '"']) {
      trace.logger({ level: 'warn', event: 'warn', detail: { from, count: 1 } });
    }
    trace.logger({ level: 'warn', event: 'x', detail: { error: 'No 10, nor abc' } });

    expect(lines(trace).map(({ detail }) => detail?.['from'])).to.deep.equal([
      '#1',
      '#2',
      '#3',
      '#4',
      '#5',
      '#6',
      undefined,
    ]);
    expect(lines(trace)[0]).to.deep.include({ level: 'warn', event: 'warn' });
    expect(lines(trace)[0]?.detail?.['count']).to.equal(1);
    expect(lines(trace)[6]?.detail?.['error']).to.equal('No #2, nor abc');
  });

  for (const address of [
    '192.168.1.20',
    '203.0.113.9:54321',
    '2001:db8::8a2e:370:7334',
    'fe80::1ff:fe23:4567:890a',
    '1f2e3d4c-aaaa-bbbb-cccc-0123456789ab.local',
  ]) {
    it(`takes ${address} out`, () => {
      const trace = new Trace();
      trace.logger({ level: 'warn', event: 'x', detail: { error: `TypeError: ${address} is no way` } });
      expect(lines(trace)[0]?.detail?.['error']).to.equal('TypeError: [address] is no way');
    });
  }

  it('leaves times and words alone', () => {
    const trace = new Trace();
    trace.logger({ level: 'warn', event: 'x', detail: { error: 'at 12:30:15: nothing, in 3.5 s' } });
    expect(lines(trace)[0]?.detail?.['error']).to.equal('at 12:30:15: nothing, in 3.5 s');
  });
});
