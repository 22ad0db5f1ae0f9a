import { useCallback, useEffect, useState } from 'react';
import type { LaptopReport } from '../../../contract/laptop.ts';
import type { OperatorError } from '../../../contract/operator.ts';
import { api } from '../../api.ts';
import { asError } from '../../components/use-command.ts';

/** How often it is looked at anew, in ms: a cable that is plugged in shows by itself. */
const LOOK_MS = 5_000;

type Laptop = {
  readonly report: LaptopReport | null;
  readonly error: OperatorError | null;
  readonly look: () => void;
};

/** What the machine is like, for as long as somebody looks. */
export function useLaptop(): Laptop {
  const [found, setFound] = useState<Omit<Laptop, 'look'>>({ report: null, error: null });
  const look = useCallback((): void => {
    void api
      .checkLaptop()
      .catch((cause: unknown) => ({ ok: false as const, error: asError(cause) }))
      .then((result) => {
        if (result.ok) setFound({ report: result.value, error: null });
        else setFound((before) => ({ ...before, error: result.error }));
      });
  }, []);
  useEffect(() => {
    look();
    const timer = setInterval(look, LOOK_MS);
    return () => clearInterval(timer);
  }, [look]);
  return { ...found, look };
}
