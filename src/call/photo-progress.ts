/** How a photo is sent. */
export interface PhotoOptions {
  /**
   * Is told how much has left: more each time, and all at the end; from the beginning again when the photo takes another
   * way. By signaling it leaves in one piece.
   */
  readonly onProgress?: (sentBytes: number, totalBytes: number) => void;
}

/** The options of so many who get the same photo, whose progress is told as one. */
export function shareProgress({ onProgress }: PhotoOptions, count: number): readonly PhotoOptions[] {
  const sent = Array.from({ length: count }, () => 0);
  return sent.map((_, index) => ({
    onProgress: (sentBytes, totalBytes) => {
      sent[index] = sentBytes;
      onProgress?.(
        sent.reduce((sum, each) => sum + each, 0),
        totalBytes * count,
      );
    },
  }));
}
