import { texts } from '../base/texts.js';

/** Says who came and who went, for those who do not see it. */
export class ComingsAndGoings {
  /** The last news, in words. */
  words = '';
  #known: ReadonlySet<string> | undefined;

  /**
   * Takes note of who is there now; undefined while there is no place to be in. Those who are there from the beginning are
   * no news.
   */
  update(numbers: readonly string[] | undefined): void {
    const { joined, left } = texts().grid;
    const now = new Set(numbers);
    const before = this.#known ?? now;
    this.#known = numbers && now;
    const came = [...now].filter((number) => !before.has(number));
    const went = [...before].filter((number) => !now.has(number));
    if (came.length + went.length === 0) return;
    this.words = [...came.map((who) => `${who} ${joined}`), ...went.map((who) => `${who} ${left}`)].join(
      ', ',
    );
  }
}
