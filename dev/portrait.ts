/** What a drawn person looks like: CSS colours. */
export interface Looks {
  readonly wall: string;
  readonly light: string;
  readonly skin: string;
  readonly shade: string;
  readonly hair: string;
  readonly shirt: string;
  readonly hairstyle: 'long' | 'short';
}

const HAIR = {
  long: 'M224 470c-14-70-4-150 4-216 8-72 46-112 98-112s92 36 100 108c8 70 18 146 2 220z',
  short: 'M232 252c-14-82 26-126 88-126 66 0 106 44 90 130l-10 20-10-58c-46 4-96-4-122-30-6 24-18 40-26 46z',
} as const;

/** Draws somebody in front of a camera, as SVG in four to three: no real face has to stand in our screenshots. */
export function portrait({ wall, light, skin, shade, hair, shirt, hairstyle }: Looks): string {
  const back = hairstyle === 'long' ? `<path d="${HAIR.long}" fill="${hair}"/>` : '';
  const front =
    hairstyle === 'long'
      ? `<path d="M238 262c-8-74 30-108 86-108s96 34 88 110c-12-40-40-66-76-84-18 24-60 40-82 46-8 12-12 24-16 36z" fill="${hair}"/>`
      : `<path d="${HAIR.short}" fill="${hair}"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 480" width="640" height="480">
    <defs>
      <linearGradient id="wall" x2="1" y2="1"><stop stop-color="${light}"/><stop offset="1" stop-color="${wall}"/></linearGradient>
      <linearGradient id="skin" x2="1" y2=".6"><stop offset=".35" stop-color="${skin}"/><stop offset="1" stop-color="${shade}"/></linearGradient>
      <filter id="far"><feGaussianBlur stdDeviation="5"/></filter>
    </defs>
    <rect width="640" height="480" fill="url(#wall)"/>
    <g filter="url(#far)">
      <rect x="36" y="48" width="132" height="196" rx="6" fill="#fff" opacity=".55"/>
      <path d="M102 48v196M36 146h132" stroke="${wall}" stroke-width="7"/>
      <rect x="468" y="196" width="150" height="10" rx="4" fill="#0003"/>
      <path d="M482 196v-62h20v62zm26 0v-76h16v76zm20 0v-54h22v54z" fill="${shirt}" opacity=".5"/>
      <path d="M584 196c-18-30-16-56 0-84 16 28 18 54 0 84z" fill="#3f7d5c" opacity=".7"/>
    </g>
    <g transform="translate(46 14) scale(.86)">
    ${back}
    <path d="M118 620V480c8-78 66-112 132-122h140c66 10 122 44 132 122v140z" fill="${shirt}"/>
    <path d="M280 310h80v58c-20 26-60 26-80 0z" fill="${shade}"/>
    <ellipse cx="322" cy="254" rx="78" ry="98" fill="url(#skin)"/>
    ${front}
    <path d="M276 226q14-9 28 0m38 0q14-9 28 0" fill="none" stroke="${hair}" stroke-width="6" stroke-linecap="round"/>
    <circle cx="291" cy="248" r="6.5" fill="#22262e"/><circle cx="356" cy="248" r="6.5" fill="#22262e"/>
    <path d="M323 258q-10 26 4 28" fill="none" stroke="${shade}" stroke-width="5" stroke-linecap="round"/>
    <path d="M294 306q30 28 60 0" fill="#fff" stroke="#a5574c" stroke-width="5" stroke-linejoin="round"/>
    </g>
  </svg>`;
}
