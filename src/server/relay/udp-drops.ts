import { readFile } from 'node:fs/promises';

/** Where Linux lists its UDP sockets, and how many datagrams each had no room for. */
const TABLES = ['/proc/net/udp', '/proc/net/udp6'];

/**
 * How many datagrams for a port the system has dropped since its socket was opened, because they
 * came faster than they were read.
 *
 * @param port of a socket of this machine
 * @returns null where the system does not tell, or has no such socket
 */
export async function udpDrops(port: number, tables = TABLES): Promise<number | null> {
  const texts = await Promise.all(tables.map((table) => readFile(table, 'utf8').catch(() => '')));
  const found = texts.flatMap((text) => dropsIn(text, port));
  return found.length === 0 ? null : found.reduce((sum, drops) => sum + drops, 0);
}

/** The last column of each line whose local address ends in the port, in hexadecimal. */
function dropsIn(table: string, port: number): number[] {
  const end = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return table.split('\n').flatMap((line) => {
    const columns = line.trim().split(/\s+/);
    const drops = Number(columns.at(-1));
    return columns[1]?.endsWith(end) && Number.isInteger(drops) ? [drops] : [];
  });
}
