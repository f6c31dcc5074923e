import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';

import '../../src/elements/rtc-dialpad.js';
import type { RtcDialpadElement } from '../../src/elements/rtc-dialpad.js';
import '../../src/elements/rtc-snapshot.js';
import { expectAccessible, part, press, settled, visiblePart } from '../support/element.js';
import { asPhone, makePhone } from '../support/fake-phone.js';
import { makePhoto, showSnapshot } from '../support/snapshot-element.js';
import { until } from '../support/until.js';

/** A form of the page, and what it would send. */
async function showForm(content: unknown) {
  const form = await fixture<HTMLFormElement>(html`<form>${content}<button>Save</button></form>`);
  let submits = 0;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submits += 1;
  });
  const submit = () => form.querySelector<HTMLElement>(':scope > button')?.click();
  return { form, submit, submits: () => submits, sent: () => [...new FormData(form).entries()] };
}

const inputOf = (element: Element) => visiblePart(element, 'input') as HTMLInputElement;

describe('<rtc-dialpad> in a form', () => {
  async function show(
    content: unknown = html`<rtc-dialpad name="number" value="1002" required></rtc-dialpad>`,
  ) {
    const shown = await showForm(content);
    return { ...shown, element: shown.form.querySelector('rtc-dialpad') as RtcDialpadElement };
  }

  async function type(element: RtcDialpadElement, text: string) {
    element.focus();
    inputOf(element).select();
    await sendKeys({ type: text });
    await settled(element);
  }

  it('sends its number under its name, as the person has entered it, and none without a name', async () => {
    const { element, form, sent } = await show();
    expect(sent()).to.deep.equal([['number', '1002']]);
    expect([element.form, form.elements.namedItem('number')]).to.deep.equal([form, element]);

    await type(element, 'bob');
    expect(sent()).to.deep.equal([['number', 'bob']]);

    element.value = 'ann'; // At once: a page may submit before the element is drawn.
    expect(sent()).to.deep.equal([['number', 'ann']]);

    element.removeAttribute('name');
    expect(sent()).to.deep.equal([]);
  });

  it('keeps the form from being sent while a number is required and missing, and shows where', async () => {
    const { element, submit, submits } = await show();
    element.value = '';
    await settled(element);

    submit();
    expect(submits()).to.equal(0);
    expect(element.validity.valueMissing).to.equal(true);
    expect(element.validationMessage).to.equal('Enter a number to call.');
    expect(element.matches(':invalid')).to.equal(true);
    expect(element.shadowRoot?.activeElement).to.equal(inputOf(element));
    expect(inputOf(element).required).to.equal(true);

    await type(element, 'bob');
    submit();
    expect(submits()).to.equal(1);
    expect([element.checkValidity(), element.reportValidity(), element.willValidate]).to.deep.equal([
      true,
      true,
      true,
    ]);
  });

  it('tells the form of every change by the person, as a field does, and of none by the page', async () => {
    const { element, form } = await show();
    const heard: string[] = [];
    for (const name of ['input', 'change'])
      form.addEventListener(name, ({ target }) => heard.push(`${name} of ${(target as Element).localName}`));

    await type(element, '7');
    inputOf(element).blur();
    element.shadowRoot?.querySelector<HTMLElement>('.key')?.click();
    await press(element, 'backspace');
    element.value = 'page';
    await settled(element);

    expect(heard).to.deep.equal([
      'input of rtc-dialpad',
      'change of rtc-dialpad',
      'input of rtc-dialpad',
      'input of rtc-dialpad',
    ]);
  });

  it('is what the page began with after a reset', async () => {
    const { element, form, sent } = await show();
    await type(element, 'bob');

    form.reset();
    await settled(element);

    expect(inputOf(element).value).to.equal('1002');
    expect(sent()).to.deep.equal([['number', '1002']]);
  });

  it('is restored by the browser', async () => {
    const { element, sent } = await show();

    element.formStateRestoreCallback('bob');
    await settled(element);

    expect(inputOf(element).value).to.equal('bob');
    expect(sent()).to.deep.equal([['number', 'bob']]);
  });

  it('takes nothing and sends nothing while it is disabled, also by a fieldset', async () => {
    const phone = makePhone();
    const { element, form, sent } = await show(
      html`<fieldset disabled>
        <rtc-dialpad name="number" value="1002" .phone=${asPhone(phone)}></rtc-dialpad>
      </fieldset>`,
    );
    await settled(element);
    const controls = [...(element.shadowRoot?.querySelectorAll<HTMLButtonElement>('input, button') ?? [])];
    expect(controls.every(({ disabled }) => disabled)).to.equal(true);
    expect(sent()).to.deep.equal([]);
    element.shadowRoot?.querySelector('form')?.requestSubmit();
    expect(phone.commands).to.deep.equal([]);
    await expectAccessible(element);

    form.querySelector('fieldset')?.removeAttribute('disabled');
    await settled(element);
    expect(sent()).to.deep.equal([['number', '1002']]);
    element.disabled = true;
    await settled(element);
    expect(inputOf(element).disabled).to.equal(true);
    expect(element.matches(':disabled')).to.equal(true);
  });

  it('dials by Enter, and does not send the form', async () => {
    const phone = makePhone();
    const { element, submits } = await show(
      html`<rtc-dialpad name="number" value="1002" .phone=${asPhone(phone)}></rtc-dialpad>`,
    );

    element.focus();
    await sendKeys({ press: 'Enter' });

    expect(submits()).to.equal(0);
    expect(phone.commands[0]).to.deep.equal(['dial', '1002', { audio: true, video: true }]);
  });

  it('gets the focus when its label is pressed', async () => {
    const { element, form } = await show(
      html`<label for="number">Call me back at</label><rtc-dialpad id="number"></rtc-dialpad>`,
    );

    form.querySelector('label')?.click();

    expect(element.shadowRoot?.activeElement).to.equal(inputOf(element));
  });
});

describe('<rtc-snapshot> in a form', () => {
  async function show() {
    const shown = await showSnapshot();
    const { element } = shown;
    element.name = 'portrait';
    element.required = true;
    const { form, ...more } = await showForm(element);
    await settled(element);
    return { ...shown, form, ...more };
  }

  it('sends the photo as a file', async () => {
    const { take, sent, element } = await show();
    expect(sent()).to.deep.equal([]);

    await take();

    const [[name, file] = []] = sent();
    expect(name).to.equal('portrait');
    expect(file).to.be.instanceOf(File);
    expect(file).to.equal(element.value);
    expect((file as File).name).to.match(/^photo-\d{4}(-\d\d){5}\.jpg$/);
    expect((file as File).type).to.equal('image/jpeg');
    const picture = await createImageBitmap(file as File);
    expect(picture.width).to.be.greaterThan(0);
  });

  it('keeps the form from being sent while a photo is required and missing, and shows where', async () => {
    const { element, take, submit, submits } = await show();

    submit();
    expect(submits()).to.equal(0);
    expect(element.validationMessage).to.equal('Take a photo first.');
    expect(element.shadowRoot?.activeElement).to.equal(part(element, 'take'));

    await take();
    submit();
    expect(submits()).to.equal(1);
  });

  it('has no photo any more after a reset, nor after the person has thrown it away', async () => {
    const { element, form, take, sent } = await show();
    const heard: string[] = [];
    for (const name of ['input', 'change']) form.addEventListener(name, () => heard.push(name));
    await take();
    await until('the form is told', () => heard.length === 2);
    part(element, 'discard')?.click();
    expect(heard).to.deep.equal(['input', 'change', 'input', 'change']);
    expect(sent()).to.deep.equal([]);

    await take();
    form.reset();
    await settled(element);

    expect(sent()).to.deep.equal([]);
    expect(part(element, 'photo')).to.equal(null);
  });

  it('takes none and sends none while it is disabled', async () => {
    const { element, take, sent } = await show();
    await take();

    element.disabled = true;
    await settled(element);

    expect(sent()).to.deep.equal([]);
    expect((part(element, 'take') as HTMLButtonElement).disabled).to.equal(true);
    expect((part(element, 'discard') as HTMLButtonElement).disabled).to.equal(true);
    await expectAccessible(element);
  });

  it('is restored by the browser', async () => {
    const { element, sent } = await show();
    const file = new File([await makePhoto()], 'kept.png', { type: 'image/png' });

    element.formStateRestoreCallback(file);
    await settled(element);

    expect(visiblePart(element, 'photo')).not.to.equal(null);
    expect(sent()).to.deep.equal([['portrait', file]]);
  });
});
