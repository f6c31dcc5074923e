import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys, sendMouse } from '@web/test-runner-commands';

import type { Press } from './fixtures/framed-call.js';
import { until } from '../support/until.js';

/** This server under another name is another origin. */
const FOREIGN = `http://127.0.0.1:${location.port}`;
const PAGE = '/test/elements/fixtures/framed-call.html';

/** A frame with a phone that rings, in the middle of a page of ours. */
async function frame(address: string) {
  const stage = await fixture<HTMLElement>(html`
    <div style="position: relative; inline-size: 360px; block-size: 420px">
      <iframe src=${address} style="inline-size: 100%; block-size: 100%; border: 0" title="phone"></iframe>
    </div>
  `);
  const page = stage.querySelector('iframe') as HTMLIFrameElement;
  const next = (name: string) =>
    new Promise<Record<string, unknown>>((resolve) => {
      const onMessage = ({ source, data }: MessageEvent<Record<string, unknown>>) => {
        if (source !== page.contentWindow || !(name in data)) return;
        window.removeEventListener('message', onMessage);
        resolve(data);
      };
      window.addEventListener('message', onMessage);
    });
  const ask = async (word: string, name: string) => {
    const answer = next(name);
    page.contentWindow?.postMessage(word, '*');
    return (await answer)[name];
  };
  await next('ready');

  let button = { x: 0, y: 0 };
  return {
    stage,
    page,
    async ring() {
      button = (await ask('ring', 'ringing')) as typeof button;
    },
    /** Presses Answer, as a person who sees it, or does not. The browser itself withholds presses from a new frame. */
    async click(): Promise<Press | undefined> {
      const { left, top } = page.getBoundingClientRect();
      await sendMouse({ type: 'click', position: [Math.round(left + button.x), Math.round(top + button.y)] });
      return (await ask('report', 'press')) as Press | undefined;
    },
    async enter(): Promise<Press | undefined> {
      page.focus();
      page.contentWindow?.postMessage('focus', '*');
      await sendKeys({ press: 'Enter' });
      return (await ask('report', 'press')) as Press | undefined;
    },
  };
}

type Frame = Awaited<ReturnType<typeof frame>>;

/** Presses again and again until something is true of a press. */
async function pressUntil(
  sentence: string,
  act: () => Promise<Press | undefined>,
  holds: (press: Press) => boolean,
): Promise<Press> {
  let last: Press | undefined;
  await until(sentence, async () => {
    last = await act();
    return last !== undefined && holds(last);
  });
  return last as Press;
}

/** A cover through which presses go, and which nobody sees. */
function cover({ stage }: Frame): HTMLElement {
  const lid = document.createElement('div');
  lid.style.cssText = 'position: absolute; inset: 0; background: white; opacity: 0.01; pointer-events: none';
  stage.append(lid);
  return lid;
}

describe('an incoming call in a frame of another origin', () => {
  it('is not answered by a press that was meant for what was there before', async () => {
    const framed = await frame(`${FOREIGN}${PAGE}`);
    // On a busy machine a press may come late.
    const press = await pressUntil(
      'a press comes early',
      async () => {
        await framed.ring();
        return await framed.click();
      },
      ({ ageMs }) => ageMs < 450,
    );

    expect(press.answered).to.equal(false);
  });

  it('is answered when the person has seen it for half a second', async () => {
    const framed = await frame(`${FOREIGN}${PAGE}`);
    await framed.ring();

    const press = await pressUntil('it is answered', framed.click, ({ answered }) => answered);

    expect(press.ageMs).to.be.at.least(500);
  });

  for (const [trick, play] of [
    ['under a cover', cover],
    [
      'that can be seen through',
      ({ page }: Frame) => {
        page.style.opacity = '0.01';
        return { remove: () => (page.style.opacity = '') };
      },
    ],
  ] as const) {
    it(`is not answered ${trick}, says why, and is answered without`, async () => {
      const framed = await frame(`${FOREIGN}${PAGE}`);
      const lid = play(framed);
      await framed.ring();

      const press = await pressUntil('time has passed', framed.click, ({ ageMs }) => ageMs > 1_500);
      expect(press.answered).to.equal(false);
      expect(press.notice).to.contain('covers this phone');

      lid.remove();
      await pressUntil('it is answered', framed.click, ({ answered }) => answered);
    });
  }

  it('is answered by keys, which need no sight', async () => {
    const framed = await frame(`${FOREIGN}${PAGE}`);
    cover(framed);
    await framed.ring();

    const press = await pressUntil('it is answered', framed.enter, ({ answered }) => answered);

    expect(press.ageMs).to.be.at.least(500);
  });

  it('waits a little longer where the browser cannot tell what lies above', async () => {
    const framed = await frame(`${FOREIGN}${PAGE}?plain`);
    await framed.ring();

    const press = await pressUntil('it is answered', framed.click, ({ answered }) => answered);

    expect(press.ageMs).to.be.at.least(700);
  });

  it('is answered at once in a frame of the same origin', async () => {
    const framed = await frame(PAGE);
    cover(framed);
    await framed.ring();

    const press = await pressUntil('a press arrives', framed.click, () => true);

    expect(press.answered).to.equal(true);
  });
});
