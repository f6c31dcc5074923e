import { ExploredWorld, type WorldOptions } from './explored-world.js';
import type { VirtualClock } from './virtual-clock.js';

/** After so many worlds the page may breathe, or the test runner takes it for dead. */
const BREATH = 200;
/** The page's own, which no virtual clock has replaced yet. */
const { setTimeout: pageTimeout } = globalThis;

/** Walks all ways of `depth` steps, each situation once; where a way ends, all that is under way comes to an end too. */
export async function explore(clock: VirtualClock, depth: number, options: WorldOptions) {
  const seen = new Set<string>();
  const good = new Set<string>();
  const faults: string[] = [];
  let worlds = 0;
  let ways: Way[] = [{ steps: [], before: [] }];
  for (let length = 0; length <= depth; length += 1) {
    const longer: Way[] = [];
    for (const way of ways) {
      worlds += 1;
      if (worlds % BREATH === 0) await new Promise((resolve) => pageTimeout(resolve));
      const world = await ExploredWorld.begin(clock, options);
      for (const step of way.steps) await world.take(step);
      const { fingerprint, steps } = world;
      if (!seen.has(fingerprint)) {
        seen.add(fingerprint);
        const fault = length === depth || steps.length === 0 ? await world.finish(good) : undefined;
        if (fault) faults.push(`${fault}: ${way.steps.join(', ')}`);
        const next = steps.filter((step) => !isKnownOtherwise(step, way));
        longer.push(...next.map((step) => ({ steps: [...way.steps, step], before: steps })));
      }
      world.close();
    }
    ways = longer;
  }
  return { seen: seen.size, faults };
}

interface Way {
  readonly steps: readonly string[];
  /** What could have been done instead of the last step. */
  readonly before: readonly string[];
}

/** Of two steps that do not touch each other only one order is walked: the other one leads to the same situation. */
function isKnownOtherwise(step: string, { steps, before }: Way): boolean {
  const last = steps.at(-1);
  if (last === undefined || step >= last || !before.includes(step)) return false;
  const [one, other] = [touches(step), touches(last)];
  return one !== undefined && other !== undefined && one !== other;
}

function isMishap(step: string): boolean {
  return step.endsWith('is lost') || step.endsWith('again');
}

/** Whose phone a step is about. Undefined for what both have in common. */
function touches(step: string): string | undefined {
  if (isMishap(step)) return undefined;
  const [, writer, who] = /^(?:(\w+):\S+ arrives|(alice|bob) .*)$/.exec(step) ?? [];
  if (writer) return writer === 'alice' ? 'bob' : 'alice';
  return who;
}
