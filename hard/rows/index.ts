import type { Row } from '../row.ts';
import { churnRow } from './churn.ts';
import { datagramsRow } from './datagrams.ts';
import { dayRow } from './day.ts';
import { framesRow } from './frames.ts';
import { halfHourRow } from './half-hour.ts';
import { hubsRow } from './hubs.ts';
import { kill9Row } from './kill-9.ts';
import { relayCrashRow } from './relay-crash.ts';
import { slowReaderRow } from './slow-reader.ts';
import { stalledRow } from './stalled.ts';
import { suspendRow } from './suspend.ts';
import { tokensRow } from './tokens.ts';

/** Every row, in the order of the table. */
export const ROWS: readonly Row[] = [
  framesRow,
  datagramsRow,
  hubsRow,
  stalledRow,
  slowReaderRow,
  churnRow,
  tokensRow,
  kill9Row,
  dayRow,
  halfHourRow,
  suspendRow,
  relayCrashRow,
];
