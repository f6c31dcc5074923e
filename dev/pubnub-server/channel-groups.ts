/** The channel groups of one subscribe key: names that stand for several channels. */
export class ChannelGroups {
  readonly #groups = new Map<string, Set<string>>();

  get names(): readonly string[] {
    return [...this.#groups.keys()];
  }

  channelsOf(group: string): readonly string[] {
    return [...(this.#groups.get(group) ?? [])];
  }

  add(group: string, channels: readonly string[]): void {
    this.#groups.set(group, new Set([...this.channelsOf(group), ...channels]));
  }

  /** Takes channels out. A group without channels is none. */
  remove(group: string, channels: readonly string[]): void {
    const left = this.channelsOf(group).filter((channel) => !channels.includes(channel));
    if (left.length === 0) this.#groups.delete(group);
    else this.#groups.set(group, new Set(left));
  }

  delete(group: string): void {
    this.#groups.delete(group);
  }
}
