/** The relay's port could not be bound, or its thread not started. */
export class RelayStartError extends Error {
  /** What the system said: EADDRINUSE, EACCES, EADDRNOTAVAIL, ENOTFOUND and others. */
  readonly code: string;
  readonly host: string;
  readonly port: number;

  constructor(code: string, message: string, { host, port }: { host: string; port: number }) {
    super(message);
    this.name = 'RelayStartError';
    this.code = code;
    this.host = host;
    this.port = port;
  }
}
