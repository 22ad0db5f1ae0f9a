/** SSRCs as the C programs have them: all 32 bits are used, none comes twice, none is 0. */
export function ssrcOf(member: number): number {
  return Math.imul(member + 1, 2_246_822_507) >>> 0;
}
