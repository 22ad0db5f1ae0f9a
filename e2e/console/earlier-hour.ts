import { openJournalBeside } from '../../src/server/journal/store.ts';
import { Writer } from '../../src/server/journal/writer.ts';
import { dataDir } from '../../src/server/store/data-dir.ts';

const MINUTE_MS = 60_000;
const RUN = 'run_of_an_hour';
/** Its first minute and its last one, as minutes ago: it ends before what charts of 5 minutes show. */
const OLDEST = 70;
const NEWEST = 7;

type Hour = {
  readonly user: string;
  readonly channel: string;
  /** From how many minutes ago on, and until how many minutes ago, the net was down. */
  readonly downFrom: number;
  readonly downTo: number;
};

/**
 * Writes an hour into the journal of an app that is closed, as its net would have: a radio that talks
 * all the time, but for a while in which the net was not there.
 */
export function writeHour(folder: string, { user, channel, downFrom, downTo }: Hour): void {
  const { db } = openJournalBeside({ dataDir: dataDir(folder) });
  const present = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
  const ago = (minutes: number): number => present - minutes * MINUTE_MS;
  const begin = db.prepare(
    `INSERT INTO runs (run, pid, started_at, ended_at, settings)
     SELECT ?, 1, ?, ?, settings FROM runs ORDER BY rowid DESC LIMIT 1`,
  );
  begin.run(RUN, ago(OLDEST), ago(downFrom));
  begin.run(`${RUN}_2`, ago(downTo), ago(NEWEST - 1));
  const sum = {
    ...{ packets_in: 3_000, bytes_in: 300_000, packets_out: 6_000, bytes_out: 600_000 },
    ...{ drops: 60, expected: 3_000, lost: 30 },
  };
  const places = [
    { user, channel },
    { user: '', channel },
    { user: '', channel: '' },
  ];
  const minutes = Array.from({ length: OLDEST - NEWEST + 1 }, (_, index) => OLDEST - index).filter(
    (minute) => minute > downFrom || minute <= downTo,
  );
  const records = minutes.flatMap((minute) =>
    places.map((place) => ({
      ...({ is: 'traffic', minute: ago(minute), ...place, sum, jitterMs: 4 } as const),
    })),
  );
  new Writer(db, RUN).write(1, records);
  db.close();
}
