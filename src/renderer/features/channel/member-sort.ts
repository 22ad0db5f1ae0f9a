import { keptSort } from '../../components/table/kept-sort.ts';

/** By what the members of a channel are sorted: those in trouble first. */
export const memberSort = keptSort('channel', { id: 'state', desc: true });
