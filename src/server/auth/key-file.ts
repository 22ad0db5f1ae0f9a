import { chmodSync, readFileSync, statSync } from 'node:fs';
import { createSecretKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { timestampMs } from '../../contract/fields.ts';
import { OWNER_ONLY } from '../store/atomic-file.ts';
import { StoreError } from '../store/store-error.ts';
import { systemFault } from '../store/system-error.ts';
import { plainSeal, type KeySeal } from './key-seal.ts';

/** Bytes of a key: as many as the hash of HS256 has (RFC 7518, section 3.2). */
export const KEY_BYTES = 32;

const fileSchema = z.object({
  version: z.literal(1),
  keys: z
    .array(
      z.object({
        kid: z.string().min(1),
        created_at: timestampMs,
        retired_at: timestampMs.nullable(),
        seal: z.string(),
        key: z.string(),
      }),
    )
    .refine((keys) => keys.filter((key) => key.retired_at === null).length === 1),
});

/** A key as it stands in the file, and ready for use. */
export type RingKey = {
  readonly kid: string;
  /** In ms since 1970. */
  readonly createdAt: number;
  /** When another key took over, in ms since 1970; null for the key that signs. */
  readonly retiredAt: number | null;
  /** The name of the seal, and the bytes under it. */
  readonly seal: string;
  readonly sealed: string;
  readonly key: KeyObject;
};

/** Makes a key that signs from fresh random bytes. */
export function newKey(kid: string, createdAt: number, bytes: Buffer, seal: KeySeal): RingKey {
  const key = createSecretKey(bytes);
  return { kid, createdAt, retiredAt: null, seal: seal.name, sealed: seal.seal(bytes), key };
}

/** The text of a key file. Keys that came sealed are written as they came. */
export function keyFileText(keys: readonly RingKey[]): string {
  const file: z.input<typeof fileSchema> = {
    version: 1,
    keys: keys.map((key) => ({
      kid: key.kid,
      created_at: key.createdAt,
      retired_at: key.retiredAt,
      seal: key.seal,
      key: key.sealed,
    })),
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/**
 * Reads a key file. New keys never take the place of keys that cannot be read: every token that
 * is in use would end without a word.
 *
 * @param seal this process's seal; keys without one are read too
 * @throws StoreError `keys_unreadable`
 */
export function readKeyFile(path: string, seal: KeySeal): RingKey[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw unreadable(path, `cannot be read: ${systemFault(error)}`);
  }
  return parse(path, text).keys.map((entry) => ({
    kid: entry.kid,
    createdAt: entry.created_at,
    retiredAt: entry.retired_at,
    seal: entry.seal,
    sealed: entry.key,
    key: createSecretKey(open(path, entry, seal)),
  }));
}

/**
 * Takes a key file back from others, where its permissions let them at it.
 *
 * @returns the permissions that it had, or null where they were right
 * @throws StoreError `keys_unreadable` where that cannot be done
 */
export function closeToOthers(path: string): number | null {
  // Windows keeps permissions in lists that the mode says nothing about.
  if (process.platform === 'win32') return null;
  try {
    const mode = statSync(path).mode & 0o777;
    if ((mode & 0o077) === 0) return null;
    chmodSync(path, OWNER_ONLY);
    return mode;
  } catch (error) {
    const fault = `is open to others and cannot be closed: ${systemFault(error)}`;
    throw new StoreError('keys_unreadable', path, fault, 'give it mode 0600');
  }
}

function parse(path: string, text: string): z.infer<typeof fileSchema> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // What the parser says may repeat a key.
    json = null;
  }
  const { success, data } = fileSchema.safeParse(json);
  if (!success) throw unreadable(path, 'is not a key file, or is damaged');
  return data;
}

function open(path: string, entry: { seal: string; key: string }, own: KeySeal): Uint8Array {
  const seal = [own, plainSeal].find((candidate) => candidate.name === entry.seal);
  if (seal === undefined) {
    throw new StoreError(
      'keys_unreadable',
      path,
      `its keys are sealed by the desktop's keychain (${JSON.stringify(entry.seal)})`,
      'mint tokens in the window, or use another data folder',
    );
  }
  let bytes: Uint8Array;
  try {
    bytes = seal.open(entry.key);
  } catch {
    throw unreadable(path, `a key cannot be opened with the seal ${JSON.stringify(entry.seal)}`);
  }
  if (bytes.length !== KEY_BYTES) throw unreadable(path, 'holds a damaged key');
  return bytes;
}

function unreadable(path: string, fault: string): StoreError {
  const advice =
    'restore it from a backup, or remove it to start with a new key, which ends every token minted so far';
  return new StoreError('keys_unreadable', path, fault, advice);
}
