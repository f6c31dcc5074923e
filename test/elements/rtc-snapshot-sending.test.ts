import { expect } from '@open-wc/testing';

import { makeActiveCall, makePhoto, showSnapshot } from '../support/snapshot-element.js';
import { until } from '../support/until.js';

describe('rtc-snapshot, to whom', () => {
  it('sends to everybody in a call with to="all", and says so on the button', async () => {
    const [bob, carol] = [makeActiveCall(), makeActiveCall({ number: 'carol' })];
    const ringing = makeActiveCall({ number: 'dan', state: { phase: 'ringing' } });
    const watching = makeActiveCall({ number: 'eve', purpose: 'broadcast' });
    const { element, phone, take, part, words, find } = await showSnapshot({
      call: bob,
      others: [carol, ringing, watching],
      attributes: { to: 'all' },
    });
    await take();
    expect(words('send')).to.equal('Send to all');

    part('send')?.click();
    await until('it says so', () => find('.sent') !== null);

    expect(phone.commands).to.deep.equal([['sendPhoto', [carol, bob], element.photo]]);
  });

  it('sends to a number without a call, and asks for none', async () => {
    const { element, phone, take, part, words, find } = await showSnapshot({ attributes: { to: 'bob' } });
    await take();
    expect(words('send')).to.equal('Send to bob');

    part('send')?.click();
    await until('it says so', () => find('.sent') !== null);

    expect(phone.commands).to.deep.equal([['sendPhoto', 'bob', element.photo]]);
  });

  it('sends to a number by the call there is with it', async () => {
    const [bob, carol] = [makeActiveCall(), makeActiveCall({ number: 'carol' })];
    const { element, phone, take, part } = await showSnapshot({
      call: carol,
      others: [bob],
      attributes: { to: 'bob' },
    });
    await take();

    part('send')?.click();
    await until('it is sent', () => phone.commands.length === 1);

    expect(phone.commands).to.deep.equal([['sendPhoto', [bob], element.photo]]);
  });

  it('offers to send to a number only while the phone is ready', async () => {
    const { element, phone, take, part } = await showSnapshot({ attributes: { to: 'bob' } });
    await take();

    phone.become({ phase: 'offline' });
    await element.updateComplete;

    expect(part('send')).to.equal(null);
  });

  it('shows how much has left, and takes no second press meanwhile', async () => {
    let arrive = () => {};
    const { element, phone, take, part, find } = await showSnapshot({ call: makeActiveCall() });
    phone.until = new Promise((resolve) => (arrive = resolve));
    await take();
    const bar = () => part('progress') as HTMLProgressElement;

    part('send')?.click();
    await until('it is on its way', () => phone.commands.length === 1);
    expect(bar().position).to.equal(-1);
    phone.onProgress?.(250, 1_000);
    await element.updateComplete;
    expect(bar().position).to.equal(0.25);
    await expect(element).to.be.accessible();
    part('send')?.click();
    phone.onProgress?.(1_000, 1_000);
    arrive();
    await until('it says so', () => find('.sent') !== null);

    expect(part('progress')).to.equal(null);
    expect(phone.commands).to.have.lengthOf(1);
  });

  it('lets a second photo wait until the first has left', async () => {
    let arrive = () => {};
    const { element, phone, take, part, words } = await showSnapshot({ call: makeActiveCall() });
    phone.until = new Promise((resolve) => (arrive = resolve));
    await take();
    const first = element.photo;
    part('send')?.click();

    part('take')?.click();
    await until('the photo is another', () => element.photo !== first);
    await element.updateComplete;
    expect(words('send')).to.equal('Sending…');
    part('send')?.click();
    arrive();
    await until('it can be sent', () => words('send') === 'Send to bob');

    expect(phone.commands).to.have.lengthOf(1);
  });

  it('offers it again to whoever joins later', async () => {
    const call = makeActiveCall();
    const { element, phone, take, part, find } = await showSnapshot({ call, attributes: { to: 'all' } });
    await take();
    part('send')?.click();
    await until('it says so', () => find('.sent') !== null);

    phone.surround([makeActiveCall({ number: 'carol' })]);
    await element.updateComplete;

    expect(part('send')?.ariaDisabled).to.equal('false');
  });

  it('sends nothing by itself, whatever happens', async () => {
    const call = makeActiveCall({ state: { phase: 'connecting' } });
    const { element, phone, take, receive } = await showSnapshot({
      call,
      attributes: { to: 'all', keep: '' },
    });
    Object.assign(phone, { history: { off: true } });

    await take();
    call.become({ phase: 'active', since: 0 });
    await receive(call, await makePhoto());
    await take();
    element.remove();

    expect(phone.commands).to.deep.equal([]);
  });
});
