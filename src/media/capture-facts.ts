import type { MediaKind } from './media-choice.js';

/** What a browser lends a page: a microphone, a camera, a screen. */
export type CaptureKind = MediaKind | 'screen';

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
export async function captureFacts(kind: CaptureKind): Promise<CaptureFacts> {
  return {
    secure: globalThis.isSecureContext,
    able: kind === 'screen' ? canCaptureScreen() : canCapture(),
    allowed: allowedByPolicy(kind),
    permission: await rememberedPermission(kind),
  };
}

/** Whether there is anything to capture with: insecure pages see no `mediaDevices`. */
export function canCapture(): boolean {
  return typeof navigator !== 'undefined' && navigator.mediaDevices !== undefined;
}

/** Whether there is a screen to ask for: phones lend none, mostly. */
export function canCaptureScreen(): boolean {
  return canCapture() && 'getDisplayMedia' in navigator.mediaDevices;
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

const NAMES = { audio: 'microphone', video: 'camera', screen: 'display-capture' } as const;

async function rememberedPermission(kind: CaptureKind): Promise<CaptureFacts['permission']> {
  return (await queryPermission(kind))?.state ?? 'unknown';
}

async function queryPermission(kind: CaptureKind): Promise<PermissionStatus | undefined> {
  try {
    return await navigator.permissions.query({ name: NAMES[kind] as PermissionName });
  } catch {
    // Firefox knows no name for a screen, before 131 none of these, and a browser without the interface none at all.
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

function allowedByPolicy(kind: CaptureKind): boolean {
  if (typeof document === 'undefined') return false;
  const { permissionsPolicy, featurePolicy } = document as PolicyDocument;
  return (permissionsPolicy ?? featurePolicy)?.allowsFeature(NAMES[kind]) ?? true;
}
