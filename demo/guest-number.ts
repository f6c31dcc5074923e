const COLORS = ['amber', 'blue', 'coral', 'green', 'indigo', 'lilac', 'olive', 'pearl', 'ruby', 'teal'];
const ANIMALS = ['badger', 'crane', 'dove', 'falcon', 'fox', 'heron', 'lynx', 'otter', 'robin', 'seal'];

/** A number to say over a phone, such as `guest-teal-otter-42`, that hardly anybody else has. */
export function makeGuestNumber(): string {
  return `guest-${pick(COLORS)}-${pick(ANIMALS)}-${10 + below(90)}`;
}

const pick = (words: readonly string[]) => words[below(words.length)];

function below(limit: number): number {
  const [random = 0] = crypto.getRandomValues(new Uint32Array(1));
  return random % limit;
}
