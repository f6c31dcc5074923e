import { executeServerCommand } from '@web/test-runner-commands';

/** What a PubNub client needs to know of the development server. */
export interface PubNubOrigin {
  readonly origin: string;
  readonly publishKey: string;
  readonly subscribeKey: string;
}

/** No other test file gets these, see `dev/wtr-pubnub.mjs`. */
const reserved = await executeServerCommand<PubNubOrigin[], undefined>('pubnub-origins');

/**
 * A keyset of its own on the PubNub development server: no other test hears what is said there.
 *
 * Each call names the next of several origins, since a browser keeps only six connections to one, and a phone holds one
 * open. Plain http: the client needs `ssl: false`.
 */
export function pubnubOrigin(): PubNubOrigin {
  const next = reserved.shift();
  if (!next) throw new Error('This file has used up its keysets. Let dev/wtr-pubnub.mjs reserve more.');
  return next;
}
