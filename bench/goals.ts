/** What one row of the table shows, and what it has to be. */
export type Goal = {
  readonly id: string;
  readonly what: string;
  readonly goal: number;
  /** Whether the goal is the least or the most that is allowed. */
  readonly better: 'higher' | 'lower';
  /** Ratios have none. */
  readonly unit?: 'kB';
};

const atLeast = (id: string, goal: number, what: string): Goal => ({
  id,
  what,
  goal,
  better: 'higher',
});
const atMost = (id: string, goal: number, what: string): Goal => ({
  id,
  what,
  goal,
  better: 'lower',
});

/** Every row, in the order of the table. A row is chosen by its id or by how that begins. */
export const GOALS = [
  atLeast('relay-c-50', 0.97, 'relay against C sendto, 50 in a channel'),
  atLeast('relay-c-10', 0.97, 'relay against C sendto, 10 in a channel'),
  atLeast('relay-c-2', 0.95, 'relay against C sendto, 2 in a channel'),
  atLeast('relay-naive-50', 1.35, 'relay against naive dgram, 50 in a channel'),
  atLeast('relay-naive-2', 1.75, 'relay against naive dgram, 2 in a channel'),
  atLeast('portable', 1.05, 'portable back end against naive dgram, 50 in a channel'),
  atMost('peers', 1.1, 'cost of a packet with 100,000 peers against 10, by C’s own growth'),
  atMost('latency-p50', 1.15, 'p50 at half of C’s ceiling, against C'),
  atMost('latency-p99', 1.5, 'p99 at half of C’s ceiling, against C'),
  atMost('blocked', 1.2, 'p99 with the main thread blocked half of the time, against free'),
  atLeast('console', 0.99, 'packets per CPU second, console open with 1,000 sessions'),
  atLeast('broadcast-1', 1.15, 'broadcast to 1,000 against naive sends, one at a time'),
  atLeast('broadcast-16', 8, 'broadcast to 1,000 against naive sends, bursts of 16'),
  atLeast('srtp-cm', 2, 'SRTP protect against naive Node crypto, AES-CM'),
  atLeast('srtp-gcm', 1, 'SRTP protect against naive Node crypto, AES-GCM'),
  atLeast('srtp-channel', 0.9, 'SRTP channel of 50 against a plain one, packets per CPU second'),
  { ...atMost('memory', 12, 'memory of an idle session in a channel'), unit: 'kB' },
] as const satisfies readonly Goal[];

export type RowId = (typeof GOALS)[number]['id'];
