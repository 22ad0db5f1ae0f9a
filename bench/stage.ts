import type { Bench } from './experiment.ts';
import { Load, NativeRelay, Program, type Contestant, type Crowd } from './programs.ts';

/** Who relays: ours on the back end it chooses or the portable one, or a baseline. */
export type RelayKind = 'relay' | 'portable' | 'c' | 'naive';

/** A relay with radios that talk through it, all addresses known. */
export type Stage = {
  readonly relay: Contestant;
  readonly load: Load;
  /** Of each flood, how much of a CPU the relay had: near 1, or it waited for the radios. */
  readonly busy: number[];
  stop(): Promise<void>;
};

/** @throws Error if packets get lost while the radios make themselves known */
export async function openStage(bench: Bench, kind: RelayKind, crowd: Crowd): Promise<Stage> {
  return openStageWith(bench, await startRelay(bench, kind, crowd), crowd);
}

/** The same with a relay that is there already; it is stopped with the stage. */
export async function openStageWith<C extends Contestant>(
  bench: Bench,
  relay: C,
  crowd: Crowd,
  more: string[] = [],
): Promise<Stage & { readonly relay: C }> {
  const load = Load.start(bench.load, relay.port, crowd, more);
  const stop = async (): Promise<void> => {
    await load.stop();
    await relay.stop();
  };
  const { lost } = await load.latch();
  if (lost > 0) {
    await stop();
    throw new Error(`${lost} packets were lost before the first round`);
  }
  return { relay, load, busy: [], stop };
}

function startRelay(bench: Bench, kind: RelayKind, crowd: Crowd): Promise<Contestant> {
  const { members, size } = crowd;
  switch (kind) {
    case 'c':
      if (bench.cRelay === null) throw new Error('there is no C relay');
      return NativeRelay.start(bench.cRelay, members, size);
    case 'naive':
      return Program.start(bench.programs, 'naive-dgram', { members, size });
    case 'relay':
    case 'portable':
      return Program.start(bench.programs, 'relay', {
        workerUrl: bench.relayWorker,
        members,
        size,
        io: kind === 'relay' ? 'auto' : 'dgram',
      });
  }
}

/** CPU time for each packet that a relay delivers while it is flooded, in µs. */
export async function costUs({ relay, load, busy }: Stage, ms: number): Promise<number> {
  const before = await relay.cpuMs();
  const { delivered, seconds } = await load.flood(ms);
  const cpuMs = (await relay.cpuMs()) - before;
  busy.push(cpuMs / 1e3 / seconds);
  return (cpuMs * 1e3) / delivered;
}

/** Runs with several stages open, and closes whatever was opened. */
export async function withStages<K extends string, S extends Stage, T>(
  kinds: readonly K[],
  open: (kind: K) => Promise<S>,
  use: (stages: Record<K, S>) => Promise<T>,
): Promise<T> {
  const stages: Partial<Record<K, S>> = {};
  try {
    for (const kind of kinds) stages[kind] = await open(kind);
    return await use(stages as Record<K, S>);
  } finally {
    for (const kind of kinds) await stages[kind]?.stop();
  }
}
