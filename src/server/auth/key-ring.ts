import { existsSync, statSync } from 'node:fs';
import { Default } from '../../contract/limits.ts';
import type { Clock } from '../clock.ts';
import { randomId, type Random } from '../random.ts';
import { createFileOnce, writeFileAtomic } from '../store/atomic-file.ts';
import { folderUnusable } from '../store/data-dir.ts';
import { withLock } from '../store/lock-file.ts';
import { StoreError } from '../store/store-error.ts';
import { systemFault } from '../store/system-error.ts';
import {
  closeToOthers,
  KEY_BYTES,
  keyFileText,
  newKey,
  readKeyFile,
  type RingKey,
} from './key-file.ts';
import type { KeySeal } from './key-seal.ts';

const OVERLAP_MS = Default.KEY_OVERLAP_S * 1000;

export type KeyRingOptions = {
  /** The key file. */
  readonly path: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly seal: KeySeal;
  /** Hears, in one line, of what is wrong but no reason to stop. */
  readonly warn: (line: string) => void;
};

/**
 * The keys that sign tokens: one that signs, and those before it, which verify for as long as
 * the overlap lasts. Several processes may use one key file.
 */
export class KeyRing {
  readonly #options: KeyRingOptions;
  #keys: readonly RingKey[] = [];
  /** Of the file as it was last read, to notice another process's rotation. */
  #stamp = '';
  /** Of a file that could not be read, to complain of it once. */
  #badStamp = '';

  /**
   * Opens a key file; the first time, makes it with a new key.
   *
   * @throws StoreError `keys_unreadable` or `folder_unusable`
   */
  constructor(options: KeyRingOptions) {
    this.#options = options;
    const { path, warn } = options;
    if (!existsSync(path)) this.#create();
    const mode = closeToOthers(path);
    if (mode !== null) {
      const was = mode.toString(8).padStart(4, '0');
      warn(`${path}: its mode was ${was}, which lets others read the keys; set to 0600`);
    }
    this.#load();
    this.#dropOld();
  }

  /**
   * The key that signs.
   *
   * @throws StoreError `keys_unreadable` where the file changed and cannot be read any more
   */
  signing(): RingKey {
    if (this.#stamp !== this.#stampNow()) this.#load();
    const key = this.#keys.find((candidate) => candidate.retiredAt === null);
    if (key === undefined) throw new Error('a key file without a key that signs was let through');
    return key;
  }

  /** Finds a key to verify with: the one that signs, or one retired within the overlap. */
  find(kid: string): RingKey | undefined {
    this.#refresh();
    return this.#keys.find((key) => key.kid === kid && this.#inForce(key));
  }

  /**
   * When a key stops verifying, in ms since 1970.
   *
   * @returns null for the key that signs; a time that is past for one that is not there any more
   */
  endOf(kid: string): number | null {
    const key = this.#keys.find((candidate) => candidate.kid === kid);
    if (key === undefined) {
      const oldest = Math.min(...this.#keys.map(({ createdAt }) => createdAt));
      return Math.min(oldest + OVERLAP_MS, this.#options.clock.now());
    }
    return key.retiredAt === null ? null : key.retiredAt + OVERLAP_MS;
  }

  /**
   * Makes a new key that signs from now on. The one before it verifies for the overlap.
   *
   * @throws StoreError `keys_unreadable` or `folder_unusable`; nothing has then changed
   */
  rotate(): { readonly kid: string } {
    const now = this.#options.clock.now();
    const fresh = this.#fresh();
    this.#rewrite((keys) => [
      ...keys.map((key) => (key.retiredAt === null ? { ...key, retiredAt: now } : key)),
      fresh,
    ]);
    return { kid: fresh.kid };
  }

  #inForce(key: RingKey): boolean {
    return key.retiredAt === null || this.#options.clock.now() < key.retiredAt + OVERLAP_MS;
  }

  #fresh(): RingKey {
    const { clock, random, seal } = this.#options;
    return newKey(randomId(random, 'key_'), clock.now(), random.bytes(KEY_BYTES), seal);
  }

  /** Of two processes that start at once, one makes the file and both read it. */
  #create(): void {
    const { path } = this.#options;
    try {
      createFileOnce(path, keyFileText([this.#fresh()]));
    } catch (error) {
      throw folderUnusable(path, systemFault(error));
    }
  }

  #load(): void {
    // The stamp first: a change right after it is then noticed the next time.
    const stamp = this.#stampNow();
    this.#keys = readKeyFile(this.#options.path, this.#options.seal);
    this.#stamp = stamp;
  }

  /** While the net runs, a file that went bad is no reason to turn radios away. */
  #refresh(): void {
    const stamp = this.#stampNow();
    if (stamp !== this.#stamp && stamp !== this.#badStamp) {
      try {
        this.#load();
      } catch (error) {
        if (!(error instanceof StoreError)) throw error;
        this.#badStamp = stamp;
        this.#options.warn(`${error.message}; the keys read before stay in use`);
      }
    }
    this.#dropOld();
  }

  #stampNow(): string {
    const stat = statSync(this.#options.path, { bigint: true, throwIfNoEntry: false });
    return stat === undefined ? 'none' : `${stat.ino}:${stat.size}:${stat.mtimeNs}`;
  }

  /** Takes keys past the overlap off the disk; they have stopped verifying already. */
  #dropOld(): void {
    if (this.#keys.every((key) => this.#inForce(key))) return;
    this.#keys = this.#keys.filter((key) => this.#inForce(key));
    try {
      this.#rewrite((keys) => keys);
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      this.#options.warn(`${error.message}; a retired key stays in the file for now`);
    }
  }

  #rewrite(change: (keys: readonly RingKey[]) => readonly RingKey[]): void {
    const { path, clock, seal } = this.#options;
    try {
      const done = withLock(path, clock, () => {
        const keys = change(readKeyFile(path, seal)).filter((key) => this.#inForce(key));
        writeFileAtomic(path, keyFileText(keys));
        this.#load();
      });
      if (done.busy) throw folderUnusable(path, 'another process is changing it at the moment');
    } catch (error) {
      if (error instanceof StoreError) throw error;
      throw folderUnusable(path, systemFault(error));
    }
  }
}
