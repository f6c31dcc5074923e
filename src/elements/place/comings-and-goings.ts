import { texts } from '../base/texts.js';

/** Says who came and who went, for those who do not see it. */
export class ComingsAndGoings {
  /** The last news, in words. */
  words = '';
  #known: ReadonlySet<string> = new Set();

  /** Takes note of who is there now. Those who are there from the beginning are no news. */
  update(numbers: readonly string[]): void {
    const { joined, left } = texts().grid;
    const now = new Set(numbers);
    const came = numbers.filter((number) => !this.#known.has(number));
    const went = [...this.#known].filter((number) => !now.has(number));
    const isFirst = this.#known.size === 0;
    this.#known = now;
    if (isFirst || came.length + went.length === 0) return;
    this.words = [...came.map((who) => `${who} ${joined}`), ...went.map((who) => `${who} ${left}`)].join(
      ', ',
    );
  }
}
