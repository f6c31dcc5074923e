import { Phone, type Call, type LogEntry, type PhoneOptions } from '../../src/core.js';
import { pubnubOrigin } from './pubnub-origin.js';
import { until } from './until.js';

export type Kind = 'pubnub' | 'local';

const made = new Set<Phone>();
/** All phones of a test file share a keyset, and so can call each other. */
const keyset = pubnubOrigin();
let serial = 0;

/** A number nobody else has, in this run. */
export function freshNumber(name: string): string {
  serial += 1;
  return `${name}-${Date.now().toString(36)}-${serial}`;
}

/** A phone over real signaling, with its log. Closed by {@link closePhones}. */
export function makePhone(kind: Kind, options: Partial<PhoneOptions> = {}) {
  const log: LogEntry[] = [];
  const keys = kind === 'pubnub' ? { ...keyset, origin: pubnubOrigin().origin } : {};
  const phone = new Phone({
    number: freshNumber('phone'),
    signaling: kind,
    iceServers: [],
    logger: (entry) => log.push(entry),
    ...keys,
    ...options,
  });
  made.add(phone);
  return { phone, log };
}

/** Two connected phones. */
export async function makePair(
  kind: Kind,
  options: { alice?: Partial<PhoneOptions>; bob?: Partial<PhoneOptions> } = {},
) {
  const { phone: alice, log: aliceLog } = makePhone(kind, { number: freshNumber('alice'), ...options.alice });
  const { phone: bob, log: bobLog } = makePhone(kind, { number: freshNumber('bob'), ...options.bob });
  await Promise.all([alice.connect(), bob.connect()]);
  return { alice, bob, aliceLog, bobLog };
}

/** The next call that rings at a phone. */
export function nextRing(phone: Phone): Promise<Call> {
  return new Promise((resolve) => {
    phone.addEventListener('incoming', ({ detail }) => resolve(detail), { once: true });
  });
}

/** Has a page answer whoever calls. */
export function answerAll(phone: Phone): void {
  phone.addEventListener('incoming', ({ detail }) => void detail.accept());
}

/** A call that both have taken and that carries media. */
export async function makeCall(kind: Kind, choice = { audio: true, video: true }) {
  const phones = await makePair(kind);
  const rings = nextRing(phones.bob);
  const caller = await phones.alice.dial(phones.bob.number, choice);
  const callee = await rings;
  await callee.accept();
  await Promise.all([reaches(caller, 'active'), reaches(callee, 'active')]);
  return { ...phones, caller, callee };
}

export async function reaches(
  call: Call,
  phase: Call['state']['phase'],
  deadlineMs?: number,
): Promise<Call['state']> {
  await until(`${call.direction} call is ${phase}`, () => call.state.phase === phase, deadlineMs);
  return call.state;
}

/** Frames of the other side that were decoded so far. */
export async function decodedFrames(call: Call): Promise<number> {
  const stats = await call.peerConnection?.getStats();
  for (const report of stats?.values() ?? []) {
    if (report.type === 'inbound-rtp' && report.kind === 'video') return report.framesDecoded ?? 0;
  }
  return 0;
}

/** Plays what arrives, as softly as can be: browsers decode only what somebody plays, and measure nothing when muted. */
export function play(call: Call): HTMLVideoElement {
  const video = document.createElement('video');
  video.volume = 0.01;
  video.autoplay = true;
  video.srcObject = call.remoteStream;
  return video;
}

/** Energy of the sound that was played so far: grows only when something is to be heard. */
export async function audioEnergy(call: Call): Promise<number> {
  const stats = await call.peerConnection?.getStats();
  for (const report of stats?.values() ?? []) {
    if (report.type === 'inbound-rtp' && report.kind === 'audio') return report.totalAudioEnergy ?? 0;
  }
  return 0;
}

export function closePhones(): void {
  for (const phone of made) phone.close();
  made.clear();
}
