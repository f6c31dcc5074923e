/** After a change of the network, what goes by the data channel may go nowhere: as long as silence needs to be noticed. */
const DOUBT_MS = 3_000;

/** What is known of the way by the data channel: whether it is worth trying, and whether what went by it may be lost. */
export class DataWay {
  #lost = true;
  #doubtUntil = 0;

  get isDoubtful(): boolean {
    return performance.now() < this.#doubtUntil;
  }

  /** The network has changed. */
  doubt(): void {
    this.#doubtUntil = performance.now() + DOUBT_MS;
  }

  /** The channel is of no use for a while, or another one takes its place. */
  lose(): void {
    this.#lost = true;
  }

  /** The channel is there. True, when that is news. */
  find(): boolean {
    const isNews = this.#lost;
    this.#lost = false;
    return isNews;
  }
}
