/** One object of the browser's statistics (W3C WebRTC Statistics). What is in it depends on the browser. */
export type Stats = Readonly<Record<string, unknown>>;

/** All objects of a type. */
export function statsOf(report: RTCStatsReport, type: RTCStatsType): readonly Stats[] {
  const found: Stats[] = [];
  report.forEach((stats: Stats) => stats['type'] === type && found.push(stats));
  return found;
}

/** A number in it. 0 where the browser has none. */
export function numberIn(stats: Stats, name: string): number {
  const value = stats[name];
  return typeof value === 'number' ? value : 0;
}
