import { Emitter } from '../../emitter.ts';
import type { FeedOptions } from '../feed.ts';

/** Nobody is banned or muted. */
export const noSanctions: FeedOptions['sanctions'] = {
  changed: new Emitter<number>(),
  view: () => undefined,
  snapshot: () => [],
};
