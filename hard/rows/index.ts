import type { Row } from '../row.ts';
import { churnRow } from './churn.ts';
import { hubsRow } from './hubs.ts';
import { slowReaderRow } from './slow-reader.ts';
import { tokensRow } from './tokens.ts';

/** Every row, in the order of the table. */
export const ROWS: readonly Row[] = [hubsRow, slowReaderRow, churnRow, tokensRow];
