/** Height of a row of a long list; the style sheet of the table has the same. */
export const ROW_PX = 56;

/** Rows drawn beyond either edge, so that a quick scroll finds them there. */
const SPARE = 8;

/** The height to draw for before the real one has been measured. */
const FIRST_PX = 1_000;

/**
 * Which rows of a long list have to be drawn.
 *
 * @param count rows in all
 * @param scrolled rows that are scrolled out of sight at the top
 * @param height of what can be seen, in px; 0 while it is not known
 * @returns the first row and the one after the last
 */
export function visibleRows(
  count: number,
  scrolled: number,
  height: number,
): { readonly first: number; readonly end: number } {
  const inSight = Math.ceil((height || FIRST_PX) / ROW_PX) + 1;
  // A list that got shorter is scrolled back by the browser only afterwards.
  const top = Math.min(scrolled, Math.max(0, count - inSight));
  return { first: Math.max(0, top - SPARE), end: Math.min(count, top + inSight + SPARE) };
}
