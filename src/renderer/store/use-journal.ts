import { useCallback, useEffect, useState } from 'react';
import type { OperatorError, Result } from '../../contract/operator.ts';
import { asError } from '../components/use-command.ts';
import { withNewest, withOlder, type Page } from './journal-pages.ts';

/** Reads a page of the journal: the newest, or the rows before an id. */
type LoadPage<Row> = (before?: number) => Promise<Result<Page<Row>>>;

type Read<Row> = {
  readonly load: LoadPage<Row>;
  readonly head: number;
  readonly page: Page<Row> | null;
  readonly error: OperatorError | null;
};

type JournalRows<Row> = {
  /** Null until the first page has come. */
  readonly page: Page<Row> | null;
  readonly error: OperatorError | null;
  /** Whether the journal has grown since it was last read. */
  readonly isBehind: boolean;
  readonly loadOlder: () => void;
};

/**
 * Part of the journal, as far back as was asked for.
 *
 * @param load has to be stable; another one begins anew
 * @param head grows with the journal
 * @param isLive whether the newest rows are read as they come
 */
export function useJournal<Row extends { readonly id: number }>(
  load: LoadPage<Row>,
  head: number,
  isLive: boolean,
): JournalRows<Row> {
  const [read, setRead] = useState<Read<Row> | null>(null);
  const [isLoadingOlder, setLoadingOlder] = useState(false);
  const isFirst = read?.load !== load;
  const isDue = isFirst || (isLive && read.head !== head);

  useEffect(() => {
    if (!isDue) return undefined;
    let isCurrent = true;
    void attempt(load()).then((result) => {
      if (isCurrent) setRead((before) => afterNewest(before, load, head, result));
    });
    return () => {
      isCurrent = false;
    };
  }, [isDue, load, head]);

  const page = isFirst ? null : read.page;
  const loadOlder = useCallback(() => {
    const oldest = page?.rows.at(-1);
    if (oldest === undefined || page?.more !== true || isLoadingOlder) return;
    setLoadingOlder(true);
    void attempt(load(oldest.id)).then((result) => {
      setLoadingOlder(false);
      setRead((before) => afterOlder(before, load, result));
    });
  }, [load, page, isLoadingOlder]);

  return {
    page,
    error: isFirst ? null : read.error,
    isBehind: !isFirst && read.head !== head,
    loadOlder,
  };
}

async function attempt<T>(asked: Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await asked;
  } catch (cause) {
    return { ok: false, error: asError(cause) };
  }
}

function afterNewest<Row extends { readonly id: number }>(
  before: Read<Row> | null,
  load: LoadPage<Row>,
  head: number,
  result: Result<Page<Row>>,
): Read<Row> {
  const known = before?.load === load ? before.page : null;
  if (!result.ok) return { load, head, page: known, error: result.error };
  const page = known === null ? result.value : withNewest(known, result.value);
  return { load, head, page, error: null };
}

function afterOlder<Row extends { readonly id: number }>(
  before: Read<Row> | null,
  load: LoadPage<Row>,
  result: Result<Page<Row>>,
): Read<Row> | null {
  // Something else is shown by now.
  if (before?.load !== load || before.page === null) return before;
  if (!result.ok) return { ...before, error: result.error };
  return { ...before, page: withOlder(before.page, result.value), error: null };
}
