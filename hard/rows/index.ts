import type { Row } from '../row.ts';
import { churnRow } from './churn.ts';
import { tokensRow } from './tokens.ts';

/** Every row, in the order of the table. */
export const ROWS: readonly Row[] = [churnRow, tokensRow];
