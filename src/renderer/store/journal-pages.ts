/** Rows of the journal, the newest first, without a gap; `more` where there are older ones. */
export type Page<Row> = { readonly rows: readonly Row[]; readonly more: boolean };

type Row = { readonly id: number };

/** Both together: the newest page as it is now, and the rows that were known before. */
export function withNewest<T extends Row>(known: Page<T>, newest: Page<T>): Page<T> {
  const last = newest.rows.at(-1);
  const first = known.rows[0];
  // So much is new that the page does not reach back to what was known.
  const isGap = newest.more && (first === undefined || last === undefined || last.id > first.id);
  if (isGap) return newest;
  const older = last === undefined ? [] : known.rows.filter(({ id }) => id < last.id);
  return { rows: [...newest.rows, ...older], more: older.length > 0 ? known.more : newest.more };
}

/** With the page before what was known. */
export function withOlder<T extends Row>(known: Page<T>, older: Page<T>): Page<T> {
  const oldest = known.rows.at(-1)?.id ?? Infinity;
  return {
    rows: [...known.rows, ...older.rows.filter(({ id }) => id < oldest)],
    more: older.more,
  };
}
