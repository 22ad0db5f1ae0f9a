import { options } from '../../bench/answers.ts';
import type { Places } from '../row.ts';
import { loseInterfaces } from '../suspend/namespace.ts';

/** Loses interfaces in the network namespace that it was started in, and prints what came of it. */

const { places, awayMs } = options() as { places: Places; awayMs: number };
process.stdout.write(`${JSON.stringify(await loseInterfaces(places, awayMs))}\n`);
