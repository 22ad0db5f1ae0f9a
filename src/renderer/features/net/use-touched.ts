import { useState } from 'react';
import { useNow } from '../../store/clock.ts';

/** How long after the last move somebody still counts as about to click, in ms. */
const STILL_MS = 3_000;
const SECOND_MS = 1_000;

type Touched = {
  readonly isTouched: boolean;
  /** For the element that is watched. */
  readonly handlers: {
    readonly onPointerMove: () => void;
    readonly onFocus: () => void;
    readonly onKeyDown: () => void;
  };
};

/** Whether pointer or keyboard are at work in an element. One that merely rests there is not. */
export function useTouched(): Touched {
  const now = useNow();
  const [touchedAt, setTouchedAt] = useState(0);
  const [handlers] = useState(() => {
    // To the second, so that a move draws nothing anew.
    const touch = (): void => setTouchedAt(Math.floor(Date.now() / SECOND_MS) * SECOND_MS);
    return { onPointerMove: touch, onFocus: touch, onKeyDown: touch };
  });
  return { isTouched: now - touchedAt < STILL_MS, handlers };
}
