import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { MediaIo, OperatorCommand, OperatorOutput, Result } from '../src/contract/operator.ts';
import type { SettingsInput } from '../src/contract/settings.ts';
import type { Places } from './row.ts';

/** Where a net is. */
export type Started = {
  readonly wsPort: number;
  readonly wssPort: number;
  readonly udpPort: number;
  readonly io: MediaIo;
};

/** What there is of radios in a net: as many as before, once they are gone. */
export type Left = {
  readonly sessions: number;
  readonly memberships: number;
  readonly peers: number;
  readonly timers: number;
  readonly descriptors: number;
};

const HOUR_MS = 3_600_000;

/** Nobody is missed who sends no heartbeat. */
const PATIENT: SettingsInput = {
  heartbeat_interval_ms: HOUR_MS / 4,
  suspect_after_ms: HOUR_MS / 2,
  zombie_after_ms: HOUR_MS,
};

/** Rows that flood find out what the net bears, not that it refuses: its limits have tests of their own. */
const UNLIMITED: SettingsInput['limits'] = {
  frames_per_minute: 0,
  failed_log_ins: 0,
  packets_per_second: 0,
};

/** How long a net may take to end by itself, in ms. */
const GRACE_MS = 5_000;

/** A real net in a process of its own, with what nobody may see of it on the outside. */
export class NetProcess {
  readonly secret = 'the secret of the hard tests';
  readonly dataDir: string;
  readonly #child: ChildProcess;
  #started: Started | undefined;
  #errors = '';
  #exit: string | undefined;
  #last: Promise<unknown> = Promise.resolve();

  /**
   * @param input settings beyond loopback, free ports, no heartbeats and no rate limits
   * @throws Error if it does not come on the air
   */
  static async start({ programs, relayWorker }: Places, input: SettingsInput): Promise<NetProcess> {
    const dataDir = mkdtempSync(path.join(tmpdir(), 'livechat-hard-'));
    const limits = { ...UNLIMITED, ...input.limits };
    const here = { host: '127.0.0.1', ws_port: 0, wss_port: 0, udp_port: 0 };
    const settings = { ...here, ...PATIENT, ...input, limits };
    const net = new NetProcess(programs, dataDir, relayWorker, settings);
    try {
      await net.#answer();
      net.#started = await net.ask<Started>('started');
      return net;
    } catch (error) {
      await net.stop();
      throw error;
    }
  }

  private constructor(
    programs: string,
    dataDir: string,
    relayWorker: string,
    settings: SettingsInput,
  ) {
    this.dataDir = dataDir;
    const options = JSON.stringify({ relayWorker, dataDir, secret: this.secret, settings });
    this.#child = fork(path.join(programs, 'net.js'), [options], {
      execArgv: ['--expose-gc'],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#child.stderr?.setEncoding('utf8').on('data', (data: string) => {
      this.#errors = (this.#errors + data).slice(0, 4_000);
    });
    this.#child.once('exit', (code, signal) => {
      this.#exit = `code ${code ?? 'none'}, signal ${signal ?? 'none'}`;
    });
  }

  get at(): Started {
    if (this.#started === undefined) throw new Error('the net is not on the air');
    return this.#started;
  }

  /** Asks what `programs/net.ts` answers; one thing at a time. */
  ask<T>(what: string, argument: unknown = null): Promise<T> {
    const answer = this.#last.then(() => {
      if (!this.#child.connected) throw new Error(`the net is gone (${this.#exit ?? 'no exit'})`);
      this.#child.send({ ask: what, argument });
      return this.#answer<T>();
    });
    this.#last = answer.catch(() => undefined);
    return answer;
  }

  /** Has an operator do something that has to come about. */
  async operate<C extends OperatorCommand>(command: C, input: unknown): Promise<OperatorOutput[C]> {
    const result = await this.ask<Result<OperatorOutput[C]>>('operate', { command, input });
    if (!result.ok) throw new Error(`${command}: ${result.error.reason}`);
    return result.value;
  }

  /** Memory of the whole process that is in use now, in bytes; 0 where the system does not tell. */
  rss(): number {
    if (process.platform !== 'linux') return 0;
    const status = readFileSync(`/proc/${this.#child.pid ?? 0}/status`, 'utf8');
    return 1024 * Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0);
  }

  /** What went wrong in it so far: its end, what it said on standard error, what it logged. */
  async faults(): Promise<string[]> {
    const gone = this.#exit === undefined ? [] : [`the net's process ended: ${this.#exit}`];
    const said = this.#errors === '' ? [] : [`on standard error: ${this.#errors.trim()}`];
    const logged = gone.length > 0 ? [] : await this.ask<string[]>('faults');
    return [...gone, ...said, ...logged];
  }

  /** Stops it as a machine that sleeps does, until it is woken. */
  suspend(): void {
    this.#child.kill('SIGSTOP');
  }

  wake(): void {
    this.#child.kill('SIGCONT');
  }

  /** Waits a moment, in case it is about to end. */
  async maybeEnds(): Promise<void> {
    if (this.#exit !== undefined) return;
    const soon = AbortSignal.timeout(500);
    await once(this.#child, 'exit', { signal: soon }).catch(() => undefined);
  }

  /** Ends it and removes what it kept. */
  async stop(): Promise<void> {
    if (this.#child.connected) this.#child.disconnect();
    if (this.#exit === undefined) {
      const timer = setTimeout(() => this.#child.kill('SIGKILL'), GRACE_MS);
      await once(this.#child, 'exit');
      clearTimeout(timer);
    }
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  async #answer<T>(): Promise<T> {
    const over = new AbortController();
    const onExit = (): void => over.abort();
    this.#child.once('exit', onExit);
    try {
      const [said] = (await once(this.#child, 'message', { signal: over.signal })) as [
        { answer: T } | { fault: string },
      ];
      if ('fault' in said) throw new Error(said.fault);
      return said.answer;
    } catch (error) {
      if (!over.signal.aborted) throw error;
      throw new Error(`the net's process ended: ${this.#exit ?? ''} ${this.#errors}`);
    } finally {
      this.#child.off('exit', onExit);
    }
  }
}

/** Has a net for as long as something takes; what went wrong inside it is added to the faults. */
export async function withNet<T>(
  places: Places,
  input: SettingsInput,
  use: (net: NetProcess) => Promise<T>,
): Promise<{ readonly value: T; readonly faults: readonly string[] }> {
  const net = await NetProcess.start(places, input);
  try {
    const value = await use(net);
    return { value, faults: await net.faults() };
  } catch (error) {
    // A connection that breaks is often the first that is heard of the end of a process.
    await net.maybeEnds();
    const faults = await net.faults().catch(() => []);
    throw faults.length === 0 ? error : new Error(`${String(error)}\n${faults.join('\n')}`);
  } finally {
    await net.stop();
  }
}
