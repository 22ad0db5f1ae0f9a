import { vi } from 'vitest';

/** Waits, with patience for a machine that is busy, until an expectation holds. */
export function eventually(expectation: () => void): Promise<void> {
  return vi.waitFor(expectation, { timeout: 15_000, interval: 5 });
}
