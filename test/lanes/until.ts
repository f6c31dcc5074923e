/** Enough for a machine that is busy with other tests. */
export const PATIENCE_MS = 20_000;

/** Waits until something is true, looking after each of these events. */
export async function until(
  sentence: string,
  target: EventTarget,
  events: readonly string[],
  holds: () => boolean,
  withinMs = PATIENCE_MS,
): Promise<void> {
  const life = new AbortController();
  const { signal } = life;
  await new Promise<void>((resolve, reject) => {
    const look = () => holds() && resolve();
    for (const event of events) target.addEventListener(event, look, { signal });
    setTimeout(() => reject(new Error(`Never came true: ${sentence}`)), withinMs);
    look();
  }).finally(() => life.abort());
}
