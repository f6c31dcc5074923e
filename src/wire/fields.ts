import { PhoneError } from '../base/errors.js';

/** What came in, by the names of its fields. Nothing of it is known. */
export type Fields = Readonly<Record<string, unknown>>;

const ID = /^[\w-]{8,64}$/;

/** Something with fields of its own. */
export function record(input: unknown, field: string): Fields {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) throw bad(field);
  return input as Fields;
}

/** What names a call or a device. */
export function id(input: unknown, field: string): string {
  if (typeof input !== 'string' || !ID.test(input)) throw bad(field);
  return input;
}

/** A whole number from `least` on. */
export function count(input: unknown, field: string, least: number): number {
  if (!Number.isSafeInteger(input) || (input as number) < least) throw bad(field);
  return input as number;
}

/** Those of the names that are set. What is not there is false, and what is no boolean is wrong. */
export function flags<Name extends string>(fields: Fields, names: readonly Name[]) {
  const set = names.filter((name) => {
    if (fields[name] !== undefined && fields[name] !== true) throw bad(name);
    return fields[name] === true;
  });
  return Object.fromEntries(set.map((name) => [name, true])) as { readonly [Each in Name]?: true };
}

/** How long a value is as JSON, in UTF-8 bytes. */
export function jsonBytes(value: unknown): number {
  return new TextEncoder().encode(JSON.stringify(value)).length;
}

/** Names the field and never the value: the value is an attacker's, and may hold an address. */
export function bad(field: string): PhoneError {
  return new PhoneError('bad-message', `A message came with a bad ${field}.`);
}
