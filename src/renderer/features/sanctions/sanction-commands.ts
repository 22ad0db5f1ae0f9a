import i18next from 'i18next';
import type { OperatorError, OperatorInput } from '../../../contract/operator.ts';
import type { SanctionView } from '../../../contract/sanctions.ts';
import { api } from '../../api.ts';
import { say } from '../../components/say.ts';
import { sayUndoable } from '../../components/say-undoable.tsx';
import { asError } from '../../components/use-command.ts';
import { errorText } from '../../i18n/error-text.ts';
import { consoleStore } from '../../store/console.ts';
import { mutesOf } from './mutes.ts';

/**
 * Carries out one after another and stops at the first that fails, saying so.
 *
 * @returns what came of those that were carried out
 */
async function each<Item, Value>(
  items: readonly Item[],
  run: (item: Item) => Promise<{ ok: true; value: Value } | { ok: false; error: OperatorError }>,
): Promise<Value[]> {
  const values: Value[] = [];
  for (const item of items) {
    const result = await run(item).catch((cause: unknown) => ({
      ok: false as const,
      error: asError(cause),
    }));
    if (!result.ok) {
      say(errorText(i18next.t, result.error));
      break;
    }
    values.push(result.value);
  }
  return values;
}

const add = (input: OperatorInput<'sanction.add'>) => api.command('sanction.add', input);

/** Lifts what is still in force; what is over already is where it was to go. */
export async function lift(sanctions: readonly SanctionView[]): Promise<SanctionView[]> {
  const { sanctions: inForce } = consoleStore.getState();
  const left = sanctions.filter(({ sanction_id }) => inForce.has(sanction_id));
  return each(left, ({ sanction_id }) => api.command('sanction.lift', { sanction_id }));
}

/** What asks for a sanction once more, for the time that it had left. */
function again({ kind, user_id, jti, ip, reason, until }: SanctionView): Parameters<typeof add>[0] {
  const left_s = until === null ? null : Math.max(1, Math.round((until - Date.now()) / 1_000));
  return {
    kind,
    ...(user_id !== null && { user_id }),
    ...(jti !== null && { jti }),
    ...(ip !== null && { ip }),
    reason,
    ttl_s: left_s,
  };
}

/** Has radios hear and not be heard, until that is lifted. */
export async function mute(users: readonly string[]): Promise<void> {
  const { radios } = consoleStore.getState();
  const loud = users.filter((user) => radios.get(user)?.muted !== true);
  const muted = await each(loud, (user_id) => add({ kind: 'mute', user_id, ttl_s: null }));
  if (muted.length === 0) return;
  const user = muted[0]?.user_id ?? '';
  const count = muted.length;
  const message =
    count === 1
      ? i18next.t('sanctions.muted', { user })
      : i18next.t('sanctions.muted_many', { count });
  sayUndoable(message, () => void lift(muted));
}

/** Has radios be heard again. */
export async function unmute(users: readonly string[]): Promise<void> {
  const lifted = await lift(mutesOf(users, consoleStore.getState()));
  if (lifted.length === 0) return;
  const [user = ''] = users;
  const count = users.length;
  const message =
    count === 1
      ? i18next.t('sanctions.unmuted', { user })
      : i18next.t('sanctions.unmuted_many', { count });
  sayUndoable(message, () => void each(lifted.map(again), add));
}

/** Lifts a ban or a mute of the list. @param whom it was on */
export async function liftOne(sanction: SanctionView, whom: string): Promise<void> {
  const lifted = await lift([sanction]);
  if (lifted.length === 0) return;
  sayUndoable(
    i18next.t(`sanctions.lifted.${sanction.kind}`, { whom }),
    () => void each(lifted.map(again), add),
  );
}
