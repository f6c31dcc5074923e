/** All that is said with one number, or in one room. */
export type Talk = { readonly number: string } | { readonly room: string };

/** Whether something was said in a talk. */
export const isWithin = (
  talk: Talk,
  { number, room }: { readonly number: string; readonly room?: string },
): boolean => ('room' in talk ? room === talk.room : room === undefined && number === talk.number);
