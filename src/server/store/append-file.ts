import { closeSync, fstatSync, fsyncSync, openSync, readSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { OWNER_ONLY, syncFolder, writeFileAtomic } from './atomic-file.ts';
import { systemCode } from './system-error.ts';

const NEWLINE = 0x0a;

/** The lines that came since the last read. */
export type NewLines = {
  /** Whether they are the whole file: it is read for the first time, or it was replaced. */
  readonly whole: boolean;
  /** Without their ends. A line may be empty where a torn one was closed. */
  readonly lines: readonly string[];
};

/**
 * A file of lines that several processes append to and read at once. A line is appended in one
 * write (POSIX `O_APPEND`), and read only when its end has come; a line torn by a crash is closed
 * by the next append, so that it spoils no other.
 */
export class AppendFile {
  readonly path: string;
  /** Which file was read last and how far, in bytes, always to the end of a line. */
  #inode: bigint | null = null;
  #offset = 0;

  constructor(path: string) {
    this.path = path;
  }

  /**
   * Appends a line and puts it on disk.
   *
   * @param options `durable`: whether to wait until it would survive a power cut
   * @throws the system's error; the line is then not in the file, or torn and so never read
   */
  append(line: string, options: { readonly durable: boolean }): void {
    const bytes = Buffer.from(`${line}\n`);
    // A file that was replaced while we wrote to it has to be written to again: see `replace`.
    // Bounded, as some network file systems give a file a new number each time.
    for (let attempt = 0; attempt < 3; attempt += 1) {
      if (this.#appendOnce(bytes, options.durable)) return;
    }
  }

  /**
   * Reads the lines that came since the last read.
   *
   * @throws the system's error; a missing file has no lines and is no error
   */
  read(): NewLines {
    const stat = statSync(this.path, { bigint: true, throwIfNoEntry: false });
    if (stat === undefined) return { whole: false, lines: [] };
    if (stat.ino === this.#inode && stat.size === BigInt(this.#offset)) {
      return { whole: false, lines: [] };
    }
    const fd = this.#open('r');
    if (fd === null) return { whole: false, lines: [] };
    try {
      const { ino, size } = fstatSync(fd, { bigint: true });
      const whole = ino !== this.#inode || size < BigInt(this.#offset);
      if (whole) this.#offset = 0;
      this.#inode = ino;
      const bytes = readFrom(fd, this.#offset, Number(size));
      const end = bytes.lastIndexOf(NEWLINE) + 1;
      this.#offset += end;
      return { whole, lines: bytes.toString('utf8', 0, end).split('\n').slice(0, -1) };
    } finally {
      closeSync(fd);
    }
  }

  /**
   * Replaces all lines, unless any came since the last read. Hold a lock: two that replace at
   * once would undo each other. Those that append need none: what they wrote to the old file
   * before it went out of sight is copied here, and what they write to it afterwards they notice.
   *
   * @returns whether it was done
   * @throws the system's error; the file is then as it was
   */
  replace(lines: readonly string[]): boolean {
    const fd = this.#open('r');
    if (fd === null) return false;
    try {
      const { ino, size } = fstatSync(fd, { bigint: true });
      if (ino !== this.#inode || size !== BigInt(this.#offset)) return false;
      writeFileAtomic(this.path, lines.map((line) => `${line}\n`).join(''));
      const late = readFrom(fd, this.#offset, fstatSync(fd).size);
      if (late.length > 0) this.#appendOnce(late, true);
      return true;
    } finally {
      closeSync(fd);
    }
  }

  /** @returns whether the file was still the one at its path after the write */
  #appendOnce(bytes: Buffer, durable: boolean): boolean {
    const fd = openSync(this.path, 'a+', OWNER_ONLY);
    try {
      const { ino, size } = fstatSync(fd, { bigint: true });
      const torn = size > 0n && readFrom(fd, Number(size) - 1, Number(size))[0] !== NEWLINE;
      const all = torn ? Buffer.concat([Buffer.of(NEWLINE), bytes]) : bytes;
      if (writeSync(fd, all) < all.length) {
        throw Object.assign(new Error('short write'), { code: 'ENOSPC' });
      }
      if (durable) fsyncSync(fd);
      if (durable && size === 0n) syncFolder(dirname(this.path));
      return statSync(this.path, { bigint: true, throwIfNoEntry: false })?.ino === ino;
    } finally {
      closeSync(fd);
    }
  }

  #open(flags: string): number | null {
    try {
      return openSync(this.path, flags);
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return null;
      throw error;
    }
  }
}

function readFrom(fd: number, from: number, to: number): Buffer {
  const bytes = Buffer.alloc(Math.max(to - from, 0));
  let length = 0;
  while (length < bytes.length) {
    const count = readSync(fd, bytes, length, bytes.length - length, from + length);
    if (count === 0) break;
    length += count;
  }
  return bytes.subarray(0, length);
}
