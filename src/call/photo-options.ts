/** How a photo is sent. */
export interface PhotoOptions {
  /**
   * Is told how much has left: more each time, and all at the end; from the beginning again when the photo takes another
   * way. By signaling it leaves in one piece.
   */
  readonly onProgress?: (sentBytes: number, totalBytes: number) => void;
}
