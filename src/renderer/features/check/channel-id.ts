/**
 * An id for a channel that is made by its name alone: what radios can type.
 *
 * @param taken ids that other channels have
 */
export function channelIdFor(name: string, taken: ReadonlySet<string>): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 40);
  const base = plain === '' ? 'channel-1' : plain;
  if (!taken.has(base)) return base;
  const stem = base.replace(/-\d+$/, '');
  let n = 2;
  while (taken.has(`${stem}-${n}`)) n += 1;
  return `${stem}-${n}`;
}
