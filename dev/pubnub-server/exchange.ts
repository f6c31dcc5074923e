import type { ServerRequest } from './http.js';
import type { Keyspace } from './keyspace.js';
import type { ServerSettings } from './options.js';
import type { RouteParameters } from './route.js';
import type { TimetokenSource } from './timetoken.js';
import type { Traffic } from './traffic.js';

/** What all requests of one server share. */
export interface ServerContext {
  readonly settings: ServerSettings;
  readonly time: TimetokenSource;
  readonly traffic: Traffic;
  /** Aborts when the server closes. */
  readonly life: AbortSignal;
}

/** One request on its way to an answer: what was asked, by whom, and of which key. */
export class Exchange {
  readonly request: ServerRequest;
  readonly context: ServerContext;
  readonly #parameters: RouteParameters;
  readonly #keyspace: Keyspace | undefined;

  constructor(
    request: ServerRequest,
    context: ServerContext,
    parameters: RouteParameters,
    keyspace: Keyspace | undefined,
  ) {
    this.request = request;
    this.context = context;
    this.#parameters = parameters;
    this.#keyspace = keyspace;
  }

  /** The world of the subscribe key in the path. */
  get keyspace(): Keyspace {
    if (!this.#keyspace) throw new Error('This route has no subscribe key in its path.');
    return this.#keyspace;
  }

  /** The user who asks, as the request says. */
  get uuid(): string | undefined {
    return this.query('uuid');
  }

  /** A named segment of the path; empty if it may be missing and is. */
  segment(name: string): string {
    return this.#parameters.get(name) ?? '';
  }

  /** A named segment as a list. Old SDKs encode the comma, so the list is cut after decoding. */
  names(name: string): readonly string[] {
    return list(this.segment(name));
  }

  query(name: string): string | undefined {
    return this.request.url.searchParams.get(name) ?? undefined;
  }

  queryNames(name: string): readonly string[] {
    return list(this.query(name) ?? '');
  }

  /** A flag as the SDKs write it: `true` or `1`. */
  queryFlag(name: string): boolean {
    return ['true', '1'].includes(this.query(name) ?? '');
  }

  /** A number of the query; undefined if it is missing or none. */
  queryNumber(name: string): number | undefined {
    const text = this.query(name);
    if (text === undefined || text === '') return undefined;
    const number = Number(text);
    return Number.isFinite(number) ? number : undefined;
  }

  /** JSON of the query; undefined if it is missing or none. */
  queryJson(name: string): unknown {
    return parseJson(this.query(name) ?? '');
  }
}

/** A value from JSON; undefined if the text is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether a value is an object with names, not null and no array. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function list(text: string): readonly string[] {
  return [...new Set(text.split(',').filter((name) => name !== ''))];
}
