import { FrameRun } from './frame-run.ts';

/** Whatever has frames to write when the turn ends. */
type Flushable = { flush(): void };

/** Calls once the present turn of the event loop has handled what came in. */
export type EndOfTurn = (call: () => void) => void;

/**
 * What the connections of a gateway want to send within one turn of the event loop. Radios' frames
 * that arrived together are all handled before anything is written, and then each connection
 * writes once.
 */
export class Turn {
  readonly #endOfTurn: EndOfTurn;
  #flushables: Flushable[] = [];
  #opening: FrameRun | undefined;

  constructor(endOfTurn: EndOfTurn) {
    this.#endOfTurn = endOfTurn;
  }

  /** The run that begins with a frame: one for all connections that it is the first frame for. */
  begin(frame: Buffer): FrameRun {
    if (!this.#opening?.endsWith(frame)) this.#opening = new FrameRun(undefined, frame);
    return this.#opening;
  }

  /** Has something flushed at the end of the turn. */
  add(flushable: Flushable): void {
    if (this.#flushables.push(flushable) === 1) this.#endOfTurn(() => this.#end());
  }

  #end(): void {
    const flushables = this.#flushables;
    this.#flushables = [];
    this.#opening = undefined;
    for (const flushable of flushables) flushable.flush();
  }
}
