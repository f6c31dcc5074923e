import type { MediaKind } from './media-choice.js';

/** What the browser tells about capturing here, without asking the person anything. */
export interface CaptureFacts {
  /** Browsers lend devices only to https pages and localhost (W3C Media Capture 9.2). */
  readonly secure: boolean;
  /** The browser has the interface at all. */
  readonly able: boolean;
  /** The page and the frames around it allow it (Permissions Policy). True also where a browser does not tell. */
  readonly allowed: boolean;
  /** What the person said earlier. */
  readonly permission: PermissionState | 'unknown';
}

/** Gathers the facts about one kind. Never prompts, never rejects. */
export async function captureFacts(kind: MediaKind): Promise<CaptureFacts> {
  return {
    secure: globalThis.isSecureContext,
    able: canCapture(),
    allowed: allowedByPolicy(kind),
    permission: await rememberedPermission(kind),
  };
}

/** Whether there is anything to capture with: insecure pages see no `mediaDevices`. */
export function canCapture(): boolean {
  return typeof navigator !== 'undefined' && navigator.mediaDevices !== undefined;
}

/** What a capture of this kind would meet: no question, a question, or a refusal without one. */
export async function permissionFor(kind: MediaKind): Promise<PermissionState> {
  const { able, allowed, permission } = await captureFacts(kind);
  if (!able || !allowed) return 'denied';
  return permission === 'unknown' ? 'prompt' : permission;
}

/** Runs the listener whenever the person allows this kind, until the signal aborts. Browsers that do not tell never do. */
export async function watchPermission(
  kind: MediaKind,
  onGranted: () => void,
  signal: AbortSignal,
): Promise<void> {
  const permission = await queryPermission(kind);
  const onChange = () => permission?.state === 'granted' && onGranted();
  permission?.addEventListener('change', onChange, { signal });
}

const NAMES = { audio: 'microphone', video: 'camera' } as const satisfies Record<MediaKind, PermissionName>;

async function rememberedPermission(kind: MediaKind): Promise<CaptureFacts['permission']> {
  return (await queryPermission(kind))?.state ?? 'unknown';
}

async function queryPermission(kind: MediaKind): Promise<PermissionStatus | undefined> {
  try {
    return await navigator.permissions.query({ name: NAMES[kind] });
  } catch {
    // Firefox before 131 does not know these names, and a browser without the interface knows none.
    return undefined;
  }
}

/** The interface has had two names, and lib.dom knows neither. */
interface PolicyDocument {
  readonly permissionsPolicy?: Policy;
  readonly featurePolicy?: Policy;
}

interface Policy {
  allowsFeature(name: string): boolean;
}

function allowedByPolicy(kind: MediaKind): boolean {
  if (typeof document === 'undefined') return false;
  const { permissionsPolicy, featurePolicy } = document as PolicyDocument;
  return (permissionsPolicy ?? featurePolicy)?.allowsFeature(NAMES[kind]) ?? true;
}
