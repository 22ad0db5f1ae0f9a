import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/** A program that has a port. */
export type PortOwner = { readonly program: string; readonly pid: number };

/** What `st` says in /proc/net/tcp of a socket that listens, and in /proc/net/udp of one that is bound. */
const TAKEN = { tcp: '0A', udp: '07' } as const;

/**
 * Which program has a port, as far as the system tells: Linux by proc(5), and there the programs of
 * other users only to root.
 *
 * @param proc where the system's tables are
 */
export function portOwner(
  protocol: 'tcp' | 'udp',
  port: number,
  proc = '/proc',
): PortOwner | undefined {
  const inodes = new Set(
    [protocol, `${protocol}6`].flatMap((table) =>
      inodesIn(read(join(proc, 'net', table)), port, TAKEN[protocol]),
    ),
  );
  if (inodes.size === 0) return undefined;
  const links = new Set([...inodes].map((inode) => `socket:[${inode}]`));
  const pid = list(proc)
    .filter((name) => /^\d+$/.test(name))
    .find((name) => {
      const folder = join(proc, name, 'fd');
      return list(folder).some((fd) => links.has(linkOf(join(folder, fd))));
    });
  if (pid === undefined) return undefined;
  return { program: read(join(proc, pid, 'comm')).trim(), pid: Number(pid) };
}

/** The inodes of the sockets in a table that have the port: `sl local remote st … inode`. */
function inodesIn(table: string, port: number, state: string): string[] {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return table.split('\n').flatMap((line) => {
    const [, local = '', , st, , , , , , inode = ''] = line.trim().split(/\s+/);
    return local.endsWith(suffix) && st === state && inode !== '0' ? [inode] : [];
  });
}

// Processes come and go while we look, and those of others may not be looked into.
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
