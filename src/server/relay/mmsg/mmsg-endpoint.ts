import type { Endpoint } from '../packet-io.ts';

/** An address as the system writes it, word by word: numbers that lie beside each other. */
export type MmsgEndpoint = Endpoint & {
  readonly word0: number;
  readonly word1: number;
  readonly word2: number;
  readonly word3: number;
  readonly word4: number;
  readonly word5: number;
  readonly word6: number;
  readonly refused: (bytes: number) => void;
};
