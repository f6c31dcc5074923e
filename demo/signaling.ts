/** How the demo's phones find each other: as the address of the page says, else by the PubNub SDK. */
export const signaling = new URLSearchParams(location.search).get('signaling') ?? 'pubnub';

/** The development server that `npm start` runs in PubNub's place. It knows one pair of keys. */
const DEVELOPMENT_SERVER = {
  'publish-key': 'demo',
  'subscribe-key': 'demo',
  origin: `${location.host}/__pubnub`,
};

/** Gives a phone all it needs to reach the others, besides its number. */
export function connectPhone(phone: Element): void {
  phone.setAttribute('signaling', signaling);
  if (signaling !== 'pubnub') return;
  for (const [name, value] of Object.entries(DEVELOPMENT_SERVER)) phone.setAttribute(name, value);
}

/** The address of a page of the demo, with the same signaling as this one. */
export function pageUrl(
  page: string,
  parameters: Readonly<Record<string, string>> = {},
  base = location.href,
): URL {
  const url = new URL(page, base);
  const kept = signaling === 'pubnub' ? {} : { signaling };
  url.search = new URLSearchParams({ ...parameters, ...kept }).toString();
  return url;
}
