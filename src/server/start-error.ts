import type { OperatorError, OperatorErrorCode } from '../contract/operator.ts';
import { portOwner } from './port-owner.ts';
import { StoreError } from './store/store-error.ts';

/** Why the net cannot go on the air: something the user can mend. Its message is one line. */
export class StartError extends Error {
  readonly error: OperatorError;

  constructor(code: OperatorErrorCode, reason: string, params: OperatorError['params'] = {}) {
    super(reason);
    this.name = 'StartError';
    this.error = { code, reason, params };
  }
}

/** The sockets that a net binds, and the settings of their ports. */
const SOCKETS = {
  gateway: { protocol: 'tcp', setting: 'ws_port' },
  'secure gateway': { protocol: 'tcp', setting: 'wss_port' },
  relay: { protocol: 'udp', setting: 'udp_port' },
} as const;

/**
 * Says why a socket could not be bound, and what to do about it.
 *
 * @param what which socket
 * @param error what the system said
 */
export function bindError(
  what: keyof typeof SOCKETS,
  host: string,
  port: number,
  error: { readonly code?: string | undefined; readonly message: string },
): StartError {
  const { protocol, setting } = SOCKETS[what];
  const params = { port, protocol, host, setting };
  const name = `${protocol.toUpperCase()} port ${port}`;
  switch (error.code) {
    case 'EADDRINUSE': {
      const owner = portOwner(protocol, port);
      const who = owner ? `${owner.program} (process ${owner.pid})` : 'another program';
      return new StartError(
        'port_in_use',
        `${setting}: ${name} is in use by ${who}; stop that program, or choose another port (0 picks a free one)`,
        { ...params, ...owner },
      );
    }
    case 'EACCES':
    case 'EPERM':
      return new StartError(
        'port_refused',
        `${setting}: the system refuses ${name}; choose a port from 1024 to 65535`,
        params,
      );
    case 'EADDRNOTAVAIL':
    case 'EINVAL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new StartError(
        'bad_host',
        `host: got ${JSON.stringify(host)}, which is no address of this machine; leave it empty for all interfaces`,
        params,
      );
    default:
      return new StartError(
        'internal',
        `${what}: cannot listen on ${name}: ${error.message}`,
        params,
      );
  }
}

/** Says why the relay did not start, and what to do about it. */
export function relayError(
  host: string,
  port: number,
  error: { readonly code: string; readonly message: string },
): StartError {
  if (error.code !== 'ENOSYS') return bindError('relay', host, port, error);
  const reason = `media.io: got "mmsg", which this machine does not have (${error.message}); choose "auto"`;
  return new StartError('bad_settings', reason, { setting: 'media.io' });
}

/**
 * Why the net is not on the air, for an operator.
 *
 * @param error what `LiveChatServer.start` or the settings file threw
 */
export function operatorErrorOf(error: unknown): OperatorError {
  if (error instanceof StartError) return error.error;
  if (error instanceof StoreError) return error.toOperatorError();
  const reason = error instanceof Error ? error.message : String(error);
  return { code: 'internal', reason, params: {} };
}
