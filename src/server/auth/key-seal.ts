/** How key bytes are written to disk. The desktop app passes one that uses the system's keychain. */
export type KeySeal = {
  /** Kept beside each key, so that another process knows how it was sealed. */
  readonly name: string;
  /** Makes text of key bytes. */
  seal(bytes: Uint8Array): string;
  /**
   * Makes key bytes of the text again.
   *
   * @throws anything, for a text that this seal did not make or may not open
   */
  open(text: string): Uint8Array;
};

/** No seal: base64, protected by the file's permissions alone. */
export const plainSeal: KeySeal = {
  name: 'plain',
  seal: (bytes) => Buffer.from(bytes).toString('base64'),
  open: (text) => Buffer.from(text, 'base64'),
};
