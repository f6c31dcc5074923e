import type { BrowserContext, Locator, Page } from 'playwright';

import type { CallState, EndReason } from '../../../src/index.js';
import type { Demo } from './demo.js';

/** The demo's `phone.html` in a tab, once its phone is ready. */
export async function openPhone(
  context: BrowserContext,
  demo: Demo,
  number: string,
  parameters: Readonly<Record<string, string>> = {},
  prepare: (page: Page) => Promise<void> = async () => {},
): Promise<PhonePage> {
  const page = await context.newPage();
  await prepare(page);
  await page.goto(demo.url('phone.html', { number, ...parameters }));
  const phone = new PhonePage(page, number);
  await phone.isReady();
  return phone;
}

/** One phone on a page, used and watched as its person does. What it waits for must come within 10 seconds. */
export class PhonePage {
  readonly page: Page;
  readonly number: string;
  readonly #phone: Locator;

  constructor(page: Page, number: string) {
    this.page = page;
    this.number = number;
    page.setDefaultTimeout(10_000);
    this.#phone = page.locator(`rtc-phone[number="${number}"]`);
  }

  async isReady(): Promise<void> {
    await this.find('rtc-phone[state=ready]').waitFor();
  }

  /** What a CSS selector finds in the phone, in all its shadow trees. */
  find(selector: string): Locator {
    return selector.startsWith('rtc-phone')
      ? this.#phone.and(this.page.locator(selector))
      : this.#phone.locator(selector);
  }

  /** Presses the button with this `part`. */
  async press(part: string): Promise<void> {
    await this.find(`[part~="${part}"]`).click();
  }

  /** Calls by the keypad. */
  async dial(number: string, part: 'video' | 'voice' = 'video'): Promise<void> {
    await this.find('rtc-dialpad input').fill(number);
    await this.find(`rtc-dialpad [part~="${part}"]`).click();
  }

  /** Waits until the call on the screen is in this phase. */
  async reaches(phase: CallState['phase'] | 'idle'): Promise<void> {
    await this.find(`rtc-call[state="${phase}"]`).waitFor({ state: 'attached' });
  }

  /** Waits until the call is over for this reason and says so in these words. */
  async endsWith(reason: EndReason, words: string): Promise<void> {
    await this.find(`rtc-call[state=ended][reason="${reason}"]`).filter({ hasText: words }).waitFor();
  }

  /** Waits until the phone says something. */
  async says(words: string): Promise<void> {
    await this.#phone.getByText(words).first().waitFor();
  }

  /** Gives the phone other attributes, all at once. */
  async set(attributes: Readonly<Record<string, string>>): Promise<void> {
    await this.#phone.evaluate((phone, entries) => {
      for (const [name, value] of entries) phone.setAttribute(name, value);
    }, Object.entries(attributes));
  }

  /** Waits until the other side's picture moves and its sound is heard. */
  async seesAndHears(): Promise<void> {
    const before = await this.#measure();
    const deadline = performance.now() + 8_000;
    for (;;) {
      const now = await this.#measure();
      const grows = (name: keyof typeof now) => now[name] > before[name];
      if (grows('frames') && grows('packets') && grows('energy')) return;
      if (performance.now() > deadline) {
        throw new Error(`${this.number} sees or hears nothing: ${JSON.stringify({ before, now })}`);
      }
    }
  }

  /** What has been shown and heard of the other side so far. */
  async #measure(): Promise<{ frames: number; packets: number; energy: number }> {
    const frames = await this.find('rtc-call video').evaluate(async (video) => {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      return (video as HTMLVideoElement).getVideoPlaybackQuality().totalVideoFrames;
    });
    const sound = await this.#phone.evaluate(async (element) => {
      const { phone } = element as HTMLElementTagNameMap['rtc-phone'];
      const stats = [...((await phone?.call?.peerConnection?.getStats())?.values() ?? [])];
      return stats.find(({ type, kind }) => type === 'inbound-rtp' && kind === 'audio') ?? {};
    });
    const { packetsReceived: packets = 0, totalAudioEnergy: energy = 0 } = sound;
    return { frames, packets, energy };
  }
}
