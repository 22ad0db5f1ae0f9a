import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { Delta, RadioView, Snapshot } from '../../contract/operator.ts';
import { EMPTY, type ConsoleState } from './state.ts';
import { follow } from './sync.ts';

function radio(user_id: string, last_seen_at = 0): RadioView {
  return {
    user_id,
    session_id: `sess_${user_id}`,
    state: 'alive',
    role: 'radio',
    jti: null,
    address: '192.0.2.1:5000',
    connected_at: 0,
    last_seen_at,
    frame_seen_at: 0,
    packet_proved_at: null,
    rtt_ms: null,
    muted: false,
    resumable_until: null,
  };
}

function snapshot(seq: number, ...users: string[]): Snapshot {
  const { totals, limits_hit } = EMPTY;
  return {
    seq,
    at: 0,
    net: { state: 'starting' },
    totals,
    limits_hit,
    heads: EMPTY.heads,
    traffic: [],
    channels: [],
    radios: users.map((user) => radio(user)),
    peers: [],
    tokens: [],
    alarms: [],
    sanctions: [],
  };
}

function joined(seq: number, user: string): Delta {
  return { seq, at: 0, radios: { set: [radio(user)], gone: [] } };
}

function left(seq: number, user: string): Delta {
  return { seq, at: 0, radios: { set: [], gone: [user] } };
}

type Answer = {
  readonly resolve: (value: Snapshot) => void;
  readonly reject: (cause: Error) => void;
};

/** The far side of the bridge: answers snapshots when told to, and sends deltas. */
function bridge() {
  const deltas = new Set<(delta: Delta) => void>();
  const resets = new Set<() => void>();
  const asked: Answer[] = [];
  return {
    asked,
    listeners: () => deltas.size + resets.size,
    source: {
      snapshot: () =>
        new Promise<Snapshot>((resolve, reject) => void asked.push({ resolve, reject })),
      onDelta: (listener: (delta: Delta) => void) => {
        deltas.add(listener);
        return () => void deltas.delete(listener);
      },
      onReset: (listener: () => void) => {
        resets.add(listener);
        return () => void resets.delete(listener);
      },
    },
    delta: (delta: Delta) => deltas.forEach((listener) => listener(delta)),
    reset: () => resets.forEach((listener) => listener()),
    answer: async (index: number, value: Snapshot) => {
      asked[index]?.resolve(value);
      await vi.advanceTimersByTimeAsync(0);
    },
    refuse: async (index: number) => {
      asked[index]?.reject(new Error('gone'));
      await vi.advanceTimersByTimeAsync(0);
    },
  };
}

function start() {
  const far = bridge();
  const store = createStore<ConsoleState>(() => EMPTY);
  const end = follow(far.source, store);
  const users = (): string[] => [...store.getState().radios.keys()].sort();
  return { far, store, end, users };
}

describe('follow', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('takes a snapshot and then every delta in order', async () => {
    const { far, store, users } = start();
    await far.answer(0, snapshot(5, 'a'));
    far.delta(joined(6, 'b'));
    far.delta(left(7, 'a'));
    expect(users()).toEqual(['b']);
    expect(store.getState().seq).toBe(7);
    expect(far.asked).toHaveLength(1);
  });

  it('applies deltas that came while the snapshot was under way, each once', async () => {
    const { far, store, users } = start();
    far.delta(joined(4, 'old'));
    far.delta(left(5, 'gone'));
    far.delta(joined(6, 'b'));
    far.delta(joined(7, 'c'));
    // The snapshot already holds what deltas 4 and 5 told; `old` has left again since.
    await far.answer(0, snapshot(5, 'a'));
    expect(users()).toEqual(['a', 'b', 'c']);
    expect(store.getState().seq).toBe(7);
    expect(far.asked).toHaveLength(1);
  });

  it('does not apply a delta a second time', async () => {
    const { far, users } = start();
    await far.answer(0, snapshot(5));
    far.delta(joined(6, 'a'));
    far.delta(left(7, 'a'));
    far.delta(joined(6, 'a'));
    expect(users()).toEqual([]);
    expect(far.asked).toHaveLength(1);
  });

  it('takes a new snapshot at a gap, and loses nothing that came meanwhile', async () => {
    const { far, store, users } = start();
    await far.answer(0, snapshot(5, 'a'));
    far.delta(joined(8, 'd'));
    expect(far.asked).toHaveLength(2);
    far.delta(joined(9, 'e'));
    expect(users()).toEqual(['a']);
    await far.answer(1, snapshot(7, 'a', 'b', 'c'));
    expect(users()).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(store.getState().seq).toBe(9);
  });

  it('asks again when the gap is among the deltas that waited', async () => {
    const { far, users } = start();
    far.delta(joined(6, 'b'));
    far.delta(joined(8, 'd'));
    await far.answer(0, snapshot(5, 'a'));
    expect(users()).toEqual(['a', 'b']);
    expect(far.asked).toHaveLength(2);
    await far.answer(1, snapshot(8, 'a', 'b', 'c', 'd'));
    expect(users()).toEqual(['a', 'b', 'c', 'd']);
    expect(far.asked).toHaveLength(2);
  });

  it('starts anew after a reset, whose numbers begin again', async () => {
    const { far, store, users } = start();
    await far.answer(0, snapshot(500, 'a'));
    far.reset();
    far.delta(joined(1, 'new'));
    await far.answer(1, snapshot(0));
    expect(users()).toEqual(['new']);
    expect(store.getState().seq).toBe(1);
  });

  it('forgets deltas and snapshots from before a reset', async () => {
    const { far, users } = start();
    far.delta(joined(6, 'old'));
    far.reset();
    await far.answer(0, snapshot(5, 'old'));
    expect(users()).toEqual([]);
    await far.answer(1, snapshot(5, 'new'));
    expect(users()).toEqual(['new']);
  });

  it('asks again a second after a snapshot that did not come', async () => {
    const { far, users } = start();
    await far.refuse(0);
    far.delta(joined(6, 'b'));
    await vi.advanceTimersByTimeAsync(999);
    expect(far.asked).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(far.asked).toHaveLength(2);
    await far.answer(1, snapshot(5, 'a'));
    expect(users()).toEqual(['a', 'b']);
  });

  it('ends: hears nothing, asks for nothing, ignores an answer that is late', async () => {
    const { far, store, end } = start();
    end();
    expect(far.listeners()).toBe(0);
    await far.answer(0, snapshot(5, 'a'));
    expect(store.getState()).toBe(EMPTY);

    const other = start();
    await other.far.refuse(0);
    other.end();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(other.far.asked).toHaveLength(1);
  });

  it('tells the store once for all deltas that waited', async () => {
    const { far, store } = start();
    const heard = vi.fn();
    store.subscribe(heard);
    far.delta(joined(6, 'b'));
    far.delta(joined(7, 'c'));
    await far.answer(0, snapshot(5, 'a'));
    expect(heard).toHaveBeenCalledTimes(1);
  });
});
