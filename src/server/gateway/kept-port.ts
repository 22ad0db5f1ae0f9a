import type { Server } from 'node:net';
import type { Cancel, Clock } from '../clock.ts';
import { Emitter } from '../emitter.ts';

/** How long after an attempt that failed the next one is made, in ms. */
const RETRY_MS = 1_000;

type Options = {
  readonly server: Server;
  /** Address to listen on; empty for all interfaces, IPv4 and IPv6. */
  readonly host: string;
  readonly port: number;
  readonly clock: Clock;
};

/** What became of a port: why it takes no connections, or null when it takes them again. */
export type PortChange = { readonly port: number; readonly fault: string | null };

/**
 * Keeps a server on its port. A socket whose system says that it can take no connections any more,
 * as when a network adapter is reset under it, is closed and opened anew until that succeeds.
 * Connections that there are go on.
 */
export class KeptPort {
  readonly changed = new Emitter<PortChange>();
  readonly #options: Options;
  #isLost = false;
  #stopped = false;
  #cancelRetry: Cancel = () => undefined;

  /** @param options a server that is listening already */
  constructor(options: Options) {
    this.#options = options;
    options.server.on('error', (error) => this.#lost(error));
    options.server.on('listening', () => this.#back());
  }

  /** Leaves the server to itself. */
  stop(): void {
    this.#stopped = true;
    this.#cancelRetry();
  }

  #lost(error: Error): void {
    if (this.#stopped) return;
    const { server, port, clock } = this.#options;
    this.#cancelRetry();
    if (server.listening) server.close();
    if (!this.#isLost) this.changed.emit({ port, fault: error.message });
    const waitMs = this.#isLost ? RETRY_MS : 0;
    this.#isLost = true;
    this.#cancelRetry = clock.after(waitMs, () => this.#listen());
  }

  #listen(): void {
    const { server, host, port } = this.#options;
    server.listen({ port, ...(host !== '' && { host }) });
  }

  #back(): void {
    if (!this.#isLost) return;
    this.#isLost = false;
    this.changed.emit({ port: this.#options.port, fault: null });
  }
}
