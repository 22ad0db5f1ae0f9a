import os from 'node:os';

/** What a run was made on: ratios move little between machines, but they do move. */
export type Machine = {
  readonly cpu: string;
  readonly cores: number;
  readonly memory_gb: number;
  readonly system: string;
  readonly node: string;
  readonly compiler: string | null;
  /** Load average of the last minute before the run: what else was going on. */
  readonly load_before: number;
};

export function describeMachine(compiler: string | null): Machine {
  const cpus = os.cpus();
  return {
    cpu: cpus[0]?.model.trim() ?? 'unknown',
    cores: cpus.length,
    memory_gb: Math.round(os.totalmem() / 2 ** 30),
    system: `${os.type()} ${os.release()} ${os.arch()}`,
    node: process.version,
    compiler,
    load_before: os.loadavg()[0] ?? 0,
  };
}
