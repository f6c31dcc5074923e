import { encode } from 'uqr';

const SVG = 'http://www.w3.org/2000/svg';
/** Modules of white around the code, without which no camera finds it (ISO/IEC 18004, quiet zone). */
const BORDER = 4;

/** Draws an address as a QR code. */
export function drawQrCode(place: HTMLElement, address: string): void {
  const { data, size } = encode(address, { border: BORDER });
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute(
    'd',
    data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join(''),
  );
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', `0 0 ${size} ${size}`);
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', `QR code of ${address}`);
  svg.append(path);
  place.replaceChildren(svg);
}
