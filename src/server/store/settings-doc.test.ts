import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { settings } from '../../contract/settings.ts';

const doc = readFileSync(new URL('../../../docs/settings.md', import.meta.url), 'utf8');

type Field = {
  type?: string;
  default?: unknown;
  description?: string;
  minimum?: number;
  maximum?: number;
  enum?: string[];
  properties?: Record<string, Field>;
  items?: Field;
  required?: string[];
};

/** A row of the document: name, default, allowed, meaning. */
type Row = readonly [string, string, string, string];

const code = (value: unknown): string => `\`${JSON.stringify(value)}\``;

function allowed({ type, enum: values, minimum, maximum }: Field): string {
  if (values !== undefined) return values.map(code).join(', ');
  return type === 'integer' ? `${minimum ?? ''} to ${maximum ?? ''}` : '';
}

function rows(field: Field, prefix: string): Row[] {
  return Object.entries(field.properties ?? {}).flatMap(([key, child]) => {
    const name = `${prefix}${key}`;
    if (child.properties !== undefined) return rows(child, `${name}.`);
    const standard = field.required?.includes(key) ? 'required' : code(child.default);
    const row: Row = [`\`${name}\``, standard, allowed(child), child.description ?? ''];
    return [row, ...rows(child.items ?? {}, `${name}[].`)];
  });
}

/** What the document says; a cell that the schema has no words for only has to be there. */
function documented(): Row[] {
  const table = doc.slice(doc.indexOf('| Setting'));
  return table
    .slice(0, table.indexOf('\n\n'))
    .split('\n')
    .slice(2)
    .map((line) => {
      const [name = '', standard = '', range = '', meaning = ''] = line
        .split('|')
        .slice(1)
        .map((cell) => cell.trim());
      return [name, standard, range, meaning];
    });
}

const wanted = rows(z.toJSONSchema(settings, { io: 'input' }) as Field, '');

test('every setting is documented, with its default, its range and its meaning', () => {
  const said = documented();
  expect(said.map(([name]) => name)).toEqual(wanted.map(([name]) => name));
  for (const [index, [name, standard, range, meaning]] of wanted.entries()) {
    const row = said[index];
    expect(row?.slice(0, 2)).toEqual([name, standard]);
    expect(row?.[2], name).toBe(range === '' ? row?.[2] : range);
    expect(row?.[3], name).toBe(meaning === '' ? row?.[3] : meaning);
    expect(
      row?.every((cell) => cell !== ''),
      `${name} has an empty cell`,
    ).toBe(true);
  }
});

test('the example in the document is a valid file', () => {
  const example = /```json\n(.*?)```/s.exec(doc)?.[1] ?? '';
  expect(settings.safeParse(JSON.parse(example)).error).toBeUndefined();
});
