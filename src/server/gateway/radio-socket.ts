import { WebSocket } from 'ws';
import type { Outbox } from './outbox.ts';

/**
 * A WebSocket whose messages go through an outbox, past `ws`. What `ws` writes itself (pongs, and
 * close frames in answer to a radio's or to a fault) goes through the methods below, so it never
 * overtakes what was said before.
 */
export class RadioSocket extends WebSocket {
  #outbox: Outbox | undefined;

  /** Gives it the outbox whose frames go before its own. */
  writesBehind(outbox: Outbox): void {
    this.#outbox = outbox;
  }

  override ping(...args: Parameters<WebSocket['ping']>): void {
    this.#outbox?.flush();
    super.ping(...args);
  }

  override pong(...args: Parameters<WebSocket['pong']>): void {
    this.#outbox?.flush();
    super.pong(...args);
  }

  override close(...args: Parameters<WebSocket['close']>): void {
    // Nothing may come behind a close frame (RFC 6455, section 5.5.1).
    this.#outbox?.end();
    super.close(...args);
  }
}
