import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Log } from '../server/log.ts';
import { writeFileAtomic } from '../server/store/atomic-file.ts';
import { systemFault } from '../server/store/system-error.ts';

const bounds = z.object({ x: z.int(), y: z.int(), width: z.int(), height: z.int() });
/** A place on the screens, in px. */
export type Bounds = z.infer<typeof bounds>;

const memory = z.object({
  window: z.object({ bounds, maximized: z.boolean() }).optional(),
  language: z.enum(['en', 'ko']).optional(),
  /** The user does not want to be told again that closing the window leaves the net on the air. */
  closing_told: z.boolean().optional(),
});
type Memory = z.infer<typeof memory>;

/** What the app keeps of itself from one start to the next. Losing it loses nothing of the net. */
export class HostMemory {
  readonly #path: string;
  readonly #log: Log;
  #known: Memory;

  constructor(path: string, log: Log) {
    this.#path = path;
    this.#log = log;
    this.#known = load(path);
  }

  get known(): Memory {
    return this.#known;
  }

  /** Keeps something more; a disk that refuses it is no reason to stop. */
  keep(more: Memory): void {
    const next = { ...this.#known, ...more };
    if (JSON.stringify(next) === JSON.stringify(this.#known)) return;
    this.#known = next;
    try {
      writeFileAtomic(this.#path, `${JSON.stringify(next, null, 2)}\n`);
    } catch (error) {
      this.#log.warn({ file: this.#path, fault: systemFault(error) }, 'the window is not kept');
    }
  }
}

function load(path: string): Memory {
  try {
    return memory.catch({}).parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return {};
  }
}
