/** A file somebody shared on a channel. */
export interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly channel: string;
  readonly bytes: Uint8Array;
  readonly contentType: string;
  /** ISO 8601, to the second. */
  readonly created: string;
}

/** The files of one subscribe key. */
export class FileStore {
  readonly #files = new Map<string, StoredFile>();

  add(file: StoredFile): void {
    this.#files.set(file.id, file);
  }

  /** A file, if all that names it is right: PubNub's addresses hold all three. */
  find(channel: string, id: string, name: string): StoredFile | undefined {
    const file = this.#files.get(id);
    return file?.channel === channel && file.name === name ? file : undefined;
  }

  on(channel: string): readonly StoredFile[] {
    return [...this.#files.values()].filter((file) => file.channel === channel);
  }

  remove({ id }: StoredFile): void {
    this.#files.delete(id);
  }
}

const types: Readonly<Record<string, string>> = {
  gif: 'image/gif',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  json: 'application/json',
  mp3: 'audio/mpeg',
  mp4: 'video/mp4',
  pdf: 'application/pdf',
  png: 'image/png',
  txt: 'text/plain; charset=utf-8',
  webm: 'video/webm',
  webp: 'image/webp',
};

/** The content type PubNub gives a file: it goes by the name. */
export function typeOfName(name: string): string {
  return types[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'binary/octet-stream';
}
