import { PATIENCE_MS } from './until.js';

/** What has come in so far of a connection's media. */
export interface Flow {
  readonly frames: number;
  /** Of the sound: grows only when there is something to hear. */
  readonly energy: number;
}

/** The way a call takes. */
export interface Path {
  /** How this side is reached: `host`, `srflx` or `prflx` directly, `relay` by a TURN server. */
  readonly local: string;
  readonly remote: string;
  /** How this side talks to its TURN server. */
  readonly relayProtocol?: string;
}

type Report = Readonly<Record<string, unknown>>;

async function reportsOf(connection: RTCPeerConnection | undefined): Promise<readonly Report[]> {
  const stats = await Promise.race([connection?.getStats(), tooLate()]);
  const reports: Report[] = [];
  stats?.forEach((report: Report) => reports.push(report));
  return reports;
}

/** Else a browser that never answers would be a test that never ends. */
function tooLate(): Promise<never> {
  return new Promise((_resolve, reject) => {
    setTimeout(() => reject(new Error(`getStats() has no answer after ${PATIENCE_MS} ms.`)), PATIENCE_MS);
  });
}

export async function flowOf(connection: RTCPeerConnection | undefined): Promise<Flow> {
  const incoming = (await reportsOf(connection)).filter(({ type }) => type === 'inbound-rtp');
  const sum = (kind: string, field: string) =>
    incoming
      .filter((report) => report['kind'] === kind)
      .reduce((total, report) => total + Number(report[field] ?? 0), 0);
  return { frames: sum('video', 'framesDecoded'), energy: sum('audio', 'totalAudioEnergy') };
}

export async function pathOf(connection: RTCPeerConnection | undefined): Promise<Path | undefined> {
  const reports = await reportsOf(connection);
  const pairs = reports.filter(({ type }) => type === 'candidate-pair');
  const named = new Set(reports.map(({ selectedCandidatePairId }) => selectedCandidatePairId));
  // Firefox marks the pair that is in use, the others name it in the transport.
  const pair = pairs.find(({ id }) => named.has(id)) ?? pairs.find(({ selected }) => selected === true);
  const end = (side: string) => reports.find(({ id }) => id === pair?.[`${side}CandidateId`]);
  const [local, remote] = [end('local'), end('remote')];
  if (!local || !remote) return undefined;
  const { relayProtocol } = local;
  return {
    local: String(local['candidateType']),
    remote: String(remote['candidateType']),
    ...(typeof relayProtocol === 'string' && { relayProtocol }),
  };
}
