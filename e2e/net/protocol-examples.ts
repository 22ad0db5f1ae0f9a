import { readFileSync } from 'node:fs';

/** A frame of an example, or the close frame that ends one. */
type ExampleFrame = {
  readonly op?: number;
  readonly d?: unknown;
  readonly s?: number;
  readonly close?: number;
  readonly reason?: string;
};

/** A block of JSON in docs/protocol.md. */
export type Example = {
  readonly line: number;
  /** The radio whose conversation it is; none where it is not played. */
  readonly radio: string | undefined;
  /** What happens before it. */
  readonly after: string | undefined;
  readonly frames: readonly ExampleFrame[];
};

const MARKER = /^<!-- played by ([\w-]+)(?:, after ([^>]+))? -->$/;

/** The text of docs/protocol.md. */
export function protocolPage(): string {
  return readFileSync(new URL('../../docs/protocol.md', import.meta.url), 'utf8');
}

/**
 * Every example of a page, in its order.
 *
 * @throws if a block is not made of JSON objects, or a comment before it says nothing
 */
export function examplesIn(page: string): Example[] {
  const examples: Example[] = [];
  const lines = page.split('\n');
  let comment = '';
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (line === '```json') {
      const end = lines.indexOf('```', at);
      const frames = objectsIn(lines.slice(at + 1, end).join('\n'));
      const marker = MARKER.exec(comment);
      if (comment !== '' && !marker) throw new Error(`line ${at + 1}: what is ${comment}?`);
      examples.push({ line: at + 2, radio: marker?.[1], after: marker?.[2], frames });
      at = end;
    }
    if (line !== '') comment = line.startsWith('<!--') ? line : '';
  }
  return examples;
}

/** JSON objects, one behind the other. */
function objectsIn(text: string): ExampleFrame[] {
  const objects: ExampleFrame[] = [];
  let depth = 0;
  let start = 0;
  for (const match of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}]/g)) {
    if (match[0] === '{' && depth++ === 0) start = match.index;
    if (match[0] === '}' && --depth === 0) {
      objects.push(JSON.parse(text.slice(start, match.index + 1)) as ExampleFrame);
    }
  }
  if (depth !== 0) throw new Error(`not whole: ${text}`);
  return objects;
}

/** Fields that are new each time, whatever an example has there. */
const NEW_EACH_TIME = new Set(['timestamp', 'udp_port']);

/**
 * Whether a frame is what an example says: `…` in a text stands for any characters, and times and
 * ports for any number.
 */
export function fits(example: unknown, frame: unknown, field = ''): boolean {
  if (typeof example === 'string' && typeof frame === 'string') {
    const [head = '', ...rest] = example.split('…');
    if (rest.length === 0) return example === frame;
    const tail = rest.at(-1) ?? '';
    return (
      frame.startsWith(head) && frame.endsWith(tail) && frame.length > head.length + tail.length
    );
  }
  if (NEW_EACH_TIME.has(field)) return typeof example === typeof frame;
  if (typeof example !== 'object' || example === null) return example === frame;
  if (typeof frame !== 'object' || frame === null) return false;
  const fields = new Set([...Object.keys(example), ...Object.keys(frame)]);
  return [...fields].every((name) =>
    fits(
      (example as Record<string, unknown>)[name],
      (frame as Record<string, unknown>)[name],
      name,
    ),
  );
}
