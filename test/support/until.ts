/**
 * Waits until something is true, looking after every event of the targets and, for what has no event (decoded frames),
 * every animation frame. Fails with the sentence after `deadlineMs`.
 */
export async function until(
  sentence: string,
  holds: () => boolean | Promise<boolean>,
  deadlineMs = 8_000,
): Promise<void> {
  const deadline = performance.now() + deadlineMs;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`Never came true: ${sentence}`);
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}
