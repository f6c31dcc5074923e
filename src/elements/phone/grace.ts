/** How long an element may be off the page, in milliseconds: moving one takes it off for a moment. */
const GRACE_MS = 30;
/** How long a frame may take in which a busy page may yet put it back. Hidden pages have none. */
const FRAME_MS = 60;

/** Runs a task when an element has been off the page for longer than it takes to move it. Returns a way to call it off. */
export function afterGrace(task: () => void): () => void {
  let frame = 0;
  let timer = setTimeout(() => {
    frame = requestAnimationFrame(end);
    timer = setTimeout(end, FRAME_MS);
  }, GRACE_MS);
  const stop = () => {
    clearTimeout(timer);
    cancelAnimationFrame(frame);
  };
  const end = () => {
    stop();
    task();
  };
  return stop;
}
