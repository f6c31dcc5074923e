import { chromium, type CDPSession, type Page } from 'playwright';

import { startDevServer } from '../../../dev/dev-server.mjs';
import { FAKE_MEDIA, findBrowser } from '../../../dev/find-browser.mjs';
import type { OpenThings } from './ledger.js';

/**
 * `npm run soak`: a thousand calls in one page, one after the other, with a table of what they leave behind. Fails when
 * the last hundred are not like the first. `npm run soak -- 300` makes fewer.
 */
const CALLS = Number(process.argv[2] ?? 1_000);
const PER_ROUND = 100;

/** How much slower half of the calls of the last round may be, and what else may grow a little. */
const SLOWER = 1.2;
const MORE_CONNECTIONS = 5;
const MORE_LISTENERS = 50;
const MORE_HEAP = 1_000_000;

interface Row extends OpenThings {
  readonly calls: number;
  readonly medianMs: number;
  readonly slowMs: number;
  /** Connections in memory, closed ones included. A page may have 500. */
  readonly kept: number;
  readonly listeners: number;
  readonly heap: number;
}

const server = await startDevServer({ port: 0 });
const browser = await chromium.launch({ executablePath: await findBrowser(), args: FAKE_MEDIA });
try {
  const page = await browser.newPage();
  await page.goto(`${server.urls[0]}test/lanes/soak/page.html`);
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  // The first calls load code and fill caches.
  await page.evaluate(() => window.callOften(20));

  const rows: Row[] = [];
  while (rows.length * PER_ROUND < CALLS) {
    const row = await playRound(page, session, (rows.length + 1) * PER_ROUND);
    rows.push(row);
    console.log(sentence(row));
  }
  const drifts = driftsOf(rows);
  console.log(drifts.length === 0 ? `${CALLS} calls, no drift` : `Drift: ${drifts.join('; ')}`);
  process.exitCode = drifts.length === 0 ? 0 : 1;
} finally {
  await browser.close();
  await server.close();
}

async function playRound(page: Page, session: CDPSession, calls: number): Promise<Row> {
  const { setUpMs, open } = await page.evaluate((times) => window.callOften(times), PER_ROUND);
  await session.send('HeapProfiler.collectGarbage');
  const kept = await countInMemory(session, 'RTCPeerConnection');
  const { metrics } = await session.send('Performance.getMetrics');
  const metric = (wanted: string) => metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN;
  const sorted = setUpMs.toSorted((one, other) => one - other);
  return {
    calls,
    ...open,
    kept,
    medianMs: sorted[Math.floor(sorted.length * 0.5)] ?? 0,
    slowMs: sorted[Math.floor(sorted.length * 0.95)] ?? 0,
    listeners: metric('JSEventListeners'),
    heap: metric('JSHeapUsedSize'),
  };
}

/** How many objects of a kind are left when all garbage has been taken away. */
async function countInMemory(session: CDPSession, kind: string): Promise<number> {
  const objectGroup = 'soak';
  const expression = `Object.getPrototypeOf(${kind}).prototype`;
  const { result } = await session.send('Runtime.evaluate', { expression, objectGroup });
  const prototypeObjectId = result.objectId ?? '';
  const { objects } = await session.send('Runtime.queryObjects', { prototypeObjectId, objectGroup });
  const { result: length } = await session.send('Runtime.callFunctionOn', {
    objectId: objects.objectId ?? '',
    functionDeclaration: 'function () { return this.length; }',
  });
  await session.send('Runtime.releaseObjectGroup', { objectGroup });
  // The prototypes of the browser's class and of ours are among them.
  return Number(length.value) - 1;
}

function sentence(row: Row): string {
  const { calls, medianMs, slowMs, connections, tracks, timers, kept, listeners, heap } = row;
  return [
    `${calls} calls`.padStart(10),
    `set-up ${medianMs.toFixed(0)} ms, slowest 5 % from ${slowMs.toFixed(0)} ms`,
    `open: ${connections} connections, ${tracks} tracks, ${timers} timers, ${listeners} listeners`,
    `in memory: ${kept} connections, ${(heap / 1e6).toFixed(1)} MB`,
  ].join(' | ');
}

/** What of the last round is not as it was in the first. */
function driftsOf(rows: readonly Row[]): string[] {
  const [first, last] = [rows.at(0), rows.at(-1)];
  if (!first || !last) return ['no calls were made'];
  const drifts = {
    'connections stay open': last.connections > 0,
    'tracks stay live': last.tracks > 0,
    'timers pile up': last.timers > first.timers,
    'listeners pile up': last.listeners > first.listeners + MORE_LISTENERS,
    'connections are kept': last.kept > first.kept + MORE_CONNECTIONS,
    'memory is not given back': last.heap > first.heap + MORE_HEAP,
    'calls become slower': last.medianMs > first.medianMs * SLOWER,
  };
  return Object.entries(drifts).flatMap(([words, found]) => (found ? [words] : []));
}
