import { find } from './find.js';
import { drawQrCode } from './qr-code.js';
import { pageUrl, signaling } from './signaling.js';

const GUEST_PAGE = '/demo/phone.html';

/** Shows how a guest calls a number: from another tab, and from another device. */
export async function showWaysToJoin(number: string): Promise<void> {
  const guest = (base?: string) => pageUrl(GUEST_PAGE, { dial: number }, base).href;
  find('#guest', HTMLAnchorElement).href = guest();

  if (signaling === 'local') show('local');
  else if (!isSecureContext) show('insecure', guest(location.origin.replace('http:', 'https:')));
  else {
    const address = await addressForOthers();
    if (address) show('network', guest(address));
    else show('alone');
  }
}

function show(way: 'local' | 'insecure' | 'alone' | 'network', guest?: string): void {
  const section = find(`[data-join=${way}]`, HTMLElement);
  section.hidden = false;
  const link = section.querySelector<HTMLAnchorElement>('.guest-address');
  if (!link || !guest) return;
  link.href = guest;
  link.textContent = guest;
  if (way === 'network') drawQrCode(find('#code', HTMLElement), guest);
}

/** This page's own address, unless only this machine can reach that; then the one the server says it has. */
async function addressForOthers(): Promise<string | undefined> {
  const isLoopback = /^(localhost|127\.|\[::1\])/.test(location.hostname);
  if (!isLoopback) return location.href;
  const response = await fetch('/__addresses');
  const [address] = response.ok ? ((await response.json()) as string[]) : [];
  return address;
}
