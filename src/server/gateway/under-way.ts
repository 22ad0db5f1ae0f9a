/** Requests of one radio that may be under way together before it has to wait. */
const TOGETHER = 64;

/** Requests that wait for the disk together, and are answered in their order. */
export class UnderWay {
  #count = 0;
  #last: Promise<void> | undefined;

  /** Resolves once all of them are answered; undefined where there are none. */
  get last(): Promise<void> | undefined {
    return this.#last;
  }

  get isFull(): boolean {
    return this.#count >= TOGETHER;
  }

  /** @param request resolves, and never rejects, behind those before it */
  add(request: Promise<void>): void {
    this.#count += 1;
    this.#last = request.then(() => {
      this.#count -= 1;
      if (this.#count === 0) this.#last = undefined;
    });
  }
}
