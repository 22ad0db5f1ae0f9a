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

/**
 * Says why a socket could not be bound, and what to do about it.
 *
 * @param what `gateway` or `relay`
 * @param error what the system said
 */
export function bindError(
  what: 'gateway' | 'relay',
  host: string,
  port: number,
  error: { readonly code?: string | undefined; readonly message: string },
): StartError {
  const protocol = what === 'gateway' ? 'tcp' : 'udp';
  const setting = what === 'gateway' ? 'ws_port' : 'udp_port';
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
