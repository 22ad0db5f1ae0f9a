import {
  channelPattern,
  priority as priorityField,
  role as roles,
  userId,
  type Role,
} from '../../../contract/fields.ts';
import { Default, Limit } from '../../../contract/limits.ts';
import { listLines, separatorOf, type ListLine } from './list-cells.ts';

/** A line of a list of users, as a token is minted of it. */
export type ListEntry = {
  readonly user_id: string;
  readonly role: Role;
  readonly channels: string[];
  readonly priority: number;
};

/** The fields of a line, in their order. */
const LIST_FIELDS = ['user_id', 'role', 'channels', 'priority'] as const;
type ListField = (typeof LIST_FIELDS)[number];

/** What is wrong with one field of one line; what would be right is told by the kind. */
export type ListFault = {
  readonly line: number;
  readonly field: ListField | 'line';
  readonly value: string;
  readonly kind:
    | 'no_user'
    | 'bad_user'
    | 'twice'
    | 'bad_role'
    | 'bad_channels'
    | 'bad_priority'
    | 'too_many_fields'
    | 'open_quote'
    | 'too_many_lines';
  /** For a user that is there twice: the line of the first. */
  readonly first?: number;
};

/** Words that name a role, in lower case. */
export type RoleWords = ReadonlyMap<string, Role>;

/** Titles of columns that may stand above a list. */
const TITLES: readonly (readonly string[])[] = [
  ['user', 'user id', 'user_id', 'call sign', '사용자', '사용자 id', '호출 부호'],
];

type Read = { readonly entry: ListEntry; readonly faults: readonly ListFault[] };

/**
 * Reads a list of users: one a line, with role, channels and priority where they are not as usual.
 *
 * @param words how roles may be written, besides their names in the contract
 * @returns the entries, and everything that is wrong; where anything is, nothing is to be minted
 */
export function parseMintList(
  text: string,
  words: RoleWords,
): { readonly entries: readonly ListEntry[]; readonly faults: readonly ListFault[] } {
  const separator = separatorOf(text);
  const lines = listLines(text, separator).filter((line, index) => index > 0 || !isTitle(line));
  const over = lines[Limit.TOKENS_AT_ONCE];
  if (over !== undefined) {
    const fault = { line: over.number, field: 'line', value: over.text } as const;
    return { entries: [], faults: [{ ...fault, kind: 'too_many_lines' }] };
  }
  const firstLines = new Map<string, number>();
  const read = lines.map((line) => readLine(line, words, firstLines));
  return {
    entries: read.map(({ entry }) => entry),
    faults: read.flatMap(({ faults }) => faults),
  };
}

function isTitle({ cells }: ListLine): boolean {
  return TITLES.some((names) => names.includes(cells?.[0]?.toLowerCase() ?? ''));
}

function readLine(line: ListLine, words: RoleWords, firstLines: Map<string, number>): Read {
  const [user_id = '', roleText = '', channelsText = '', priorityText = ''] = line.cells ?? [];
  const faults: ListFault[] = [];
  const blame = (field: ListFault['field'], value: string, kind: ListFault['kind']): void => {
    faults.push({ line: line.number, field, value, kind });
  };
  const role = roleText === '' ? 'radio' : roleOf(roleText, words);
  const channels = channelsText === '' ? ['*'] : channelsOf(channelsText);
  const priority = priorityText === '' ? Default.TOKEN_PRIORITY : priorityOf(priorityText);
  const entry = { user_id, role: role ?? 'radio', channels, priority };
  if (line.cells === null) blame('line', line.text, 'open_quote');
  else {
    const first = firstLines.get(user_id);
    if (user_id === '') blame('user_id', user_id, 'no_user');
    else if (!userId.safeParse(user_id).success) blame('user_id', user_id, 'bad_user');
    else if (first !== undefined) {
      faults.push({ line: line.number, field: 'user_id', value: user_id, kind: 'twice', first });
    }
    if (first === undefined) firstLines.set(user_id, line.number);
    if (role === undefined) blame('role', roleText, 'bad_role');
    if (!areChannels(channels)) blame('channels', channelsText, 'bad_channels');
    if (!priorityField.safeParse(priority).success) {
      blame('priority', priorityText, 'bad_priority');
    }
    const surplus = line.cells.slice(LIST_FIELDS.length).filter((cell) => cell !== '');
    if (surplus.length > 0) blame('line', surplus.join(' '), 'too_many_fields');
  }
  return { entry, faults };
}

function roleOf(text: string, words: RoleWords): Role | undefined {
  const word = text.toLowerCase();
  return roles.options.find((option) => option === word) ?? words.get(word);
}

/** Several channels in one cell; a blank may be part of an id. */
function channelsOf(text: string): string[] {
  return text
    .split(/[,;|]/)
    .map((channel) => channel.trim())
    .filter((channel) => channel !== '');
}

function areChannels(channels: readonly string[]): boolean {
  const isRightCount = channels.length > 0 && channels.length <= Limit.TOKEN_CHANNELS;
  return isRightCount && channels.every((channel) => channelPattern.safeParse(channel).success);
}

function priorityOf(text: string): number {
  return /^\d{1,3}$/.test(text) ? Number(text) : NaN;
}
