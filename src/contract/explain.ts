import { z } from 'zod';

/** Fields whose value must never be repeated in an error or a log. */
const SECRET_FIELDS = new Set(['token', 'resume_token', 'secret', 'uplink', 'downlink']);

const SHOWN_CHARACTERS = 60;

/** Shows a value in an error: short, on one line, and never a secret. */
function show(value: unknown, field: PropertyKey | undefined): string {
  if (value === undefined) return 'nothing';
  if (typeof field === 'string' && SECRET_FIELDS.has(field)) return `a ${typeof value} (not shown)`;
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object') return value === null ? 'null' : 'an object';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') return `a ${typeof value}`;
  const text = JSON.stringify(value);
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}

function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return text === '' ? String(key) : `${text}.${String(key)}`;
  }, '');
}

/** What a wrong type, an unknown key or a missing field should have been. */
function expected(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `expected ${issue.expected === 'int' ? 'a whole number' : issue.expected}`;
    case 'invalid_value':
      return `expected ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}`;
    case 'unrecognized_keys':
      return `unknown field ${issue.keys.map((key) => JSON.stringify(key)).join(', ')}`;
    case 'too_small':
      return `expected ${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}`;
    case 'too_big':
      return `expected ${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}`;
    default:
      return issue.message;
  }
}

/**
 * Says in one line what is wrong with an input: the field, the value and what would be right.
 *
 * @param error what the schema found
 * @param input the input that was checked
 * @param whole what to call the input itself where the fault is not in a field of it
 * @returns for example `ssrc: got -1, expected at least 0`
 */
export function explain(error: z.ZodError, input: unknown, whole = 'd'): string {
  return error.issues
    .slice(0, 3)
    .map((issue) => explainIssue(issue, input, whole).reason)
    .join('; ');
}

/** The same of one issue, with its field and its value apart. */
export function explainIssue(
  issue: z.core.$ZodIssue,
  input: unknown,
  whole: string,
): { readonly field: string; readonly got: string; readonly reason: string } {
  const field = pathText(issue.path) || whole;
  const got = show(valueAt(input, issue.path), issue.path.at(-1));
  const wanted = issue.code === 'custom' ? issue.message : expected(issue);
  const isUnknown = issue.code === 'unrecognized_keys';
  return { field, got, reason: `${field}: ${isUnknown ? '' : `got ${got}, `}${wanted}` };
}
