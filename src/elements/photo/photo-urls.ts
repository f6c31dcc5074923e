/** What pictures and links point at. They hold memory until they are revoked. */
export class PhotoUrls {
  readonly #urls = new Map<string, string>();

  of({ id, blob }: { readonly id: string; readonly blob: Blob }): string {
    const url = this.#urls.get(id) ?? URL.createObjectURL(blob);
    this.#urls.set(id, url);
    return url;
  }

  /** Lets go of all but those of these photos. */
  keepOnly(ids: ReadonlySet<string>): void {
    for (const [id, url] of this.#urls) {
      if (ids.has(id)) continue;
      URL.revokeObjectURL(url);
      this.#urls.delete(id);
    }
  }
}
