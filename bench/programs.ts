import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** Something that relays or serves, in a process of its own. */
export type Contestant = {
  readonly port: number;
  /** CPU time of the whole process since it began, user and system, in ms. */
  cpuMs(): Promise<number>;
  stop(): Promise<void>;
};

/**
 * CPU time of a process's threads, as Linux counts it; asking the process itself would cost it some.
 *
 * @returns ms
 */
function cpuMsOf(pid: number): number {
  const tasks = `/proc/${pid}/task`;
  const times = readdirSync(tasks).map((id) => {
    const [ns] = readFileSync(`${tasks}/${id}/schedstat`, 'utf8').split(' ');
    return Number(ns);
  });
  return times.reduce((sum, ns) => sum + ns, 0) / 1e6;
}

/** @param graceMs how long it may take to end by itself */
async function end(child: ChildProcess, graceMs = 0): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
  await exited;
  clearTimeout(timer);
}

/** A program of `bench/programs`, which answers what it is asked, one thing at a time. */
export class Program implements Contestant {
  readonly port: number;
  readonly #child: ChildProcess;

  /**
   * @param folder where the built programs are
   * @param options what the program is told, as JSON
   * @throws Error if it ends before it is ready
   */
  static async start(
    folder: string,
    name: string,
    options: object,
    execArgv: string[] = [],
  ): Promise<Program> {
    const child = fork(path.join(folder, `${name}.js`), [JSON.stringify(options)], { execArgv });
    const { port } = await answerOf<{ port: number }>(child, name);
    return new Program(child, port);
  }

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.port = port;
  }

  ask<T>(what: string, argument: unknown = null): Promise<T> {
    const answer = answerOf<T>(this.#child, what);
    this.#child.send({ ask: what, argument });
    return answer;
  }

  cpuMs(): Promise<number> {
    const { pid } = this.#child;
    if (process.platform !== 'linux' || pid === undefined) return this.ask('cpu');
    return Promise.resolve(cpuMsOf(pid));
  }

  /** It clears up behind itself, and is ended if that takes long. */
  async stop(): Promise<void> {
    if (this.#child.connected) this.#child.disconnect();
    await end(this.#child, 2_000);
  }
}

async function answerOf<T>(child: ChildProcess, what: string): Promise<T> {
  const over = new AbortController();
  const onExit = (): void => over.abort(new Error(`the program ended: ${what}`));
  child.once('exit', onExit);
  try {
    const [said] = (await once(child, 'message', { signal: over.signal })) as [
      { answer: T } | { fault: string },
    ];
    if ('fault' in said) throw new Error(said.fault);
    return said.answer;
  } finally {
    child.off('exit', onExit);
  }
}

/** The C relay. */
export class NativeRelay implements Contestant {
  readonly port: number;
  readonly #child: ChildProcess;

  /** @param program where it was built */
  static async start(program: string, members: number, size: number): Promise<NativeRelay> {
    const child = spawn(program, [String(members), String(size)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    return new NativeRelay(child, Number(line));
  }

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.port = port;
  }

  cpuMs(): Promise<number> {
    return Promise.resolve(cpuMsOf(this.#child.pid ?? 0));
  }

  stop(): Promise<void> {
    return end(this.#child);
  }
}

/** What the load generator says of a command. */
export type LoadReport = {
  readonly sent: number;
  readonly delivered: number;
  readonly lost: number;
  readonly seconds: number;
  readonly p50_us: number;
  readonly p99_us: number;
  /** How many packets took longer than 5 ms. */
  readonly over_5_ms: number;
  /** For how long the load generator itself did not run while it paced. */
  readonly stalled_ms: number;
  /**
   * The same from a packet's sending to the relay's, as the kernel stamps it: without what the load
   * generator was late. Where there is no C compiler, that is in it.
   */
  readonly relay_p99_us: number;
  readonly relay_over_5_ms: number;
};

/** Who talks to whom: see `bench/c/load.c`. */
export type Crowd = { readonly members: number; readonly size: number; readonly sockets: number };

/** The load generator. */
export class Load {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  /** @param command the program and what comes before its own arguments */
  static start(command: readonly string[], port: number, crowd: Crowd, more: string[] = []): Load {
    const [program = '', ...first] = command;
    const own = [port, crowd.members, crowd.size, crowd.sockets].map(String);
    const child = spawn(program, [...first, ...own, ...more], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    return new Load(child, createInterface(child.stdout)[Symbol.asyncIterator]());
  }

  private constructor(child: ChildProcess, lines: AsyncIterator<string>) {
    this.#child = child;
    this.#lines = lines;
  }

  /** Every member makes its address known. */
  latch(): Promise<LoadReport> {
    return this.#do('latch');
  }

  /** As fast as the relay takes it. */
  flood(ms: number): Promise<LoadReport> {
    return this.#do(`flood ${ms}`);
  }

  /** @param rate packets a second, as they go in */
  pace(ms: number, rate: number): Promise<LoadReport> {
    return this.#do(`pace ${ms} ${rate}`);
  }

  stop(): Promise<void> {
    return end(this.#child);
  }

  async #do(command: string): Promise<LoadReport> {
    this.#child.stdin?.write(`${command}\n`);
    const next = await this.#lines.next();
    if (next.done === true) throw new Error(`the load generator ended: ${command}`);
    return JSON.parse(next.value) as LoadReport;
  }
}
