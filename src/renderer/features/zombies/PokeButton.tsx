import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/format.ts';
import { usePokes } from '../../store/pokes.ts';

/** Asks a radio's connection for an answer, and says whether one came. */
export function PokeButton({ user }: { readonly user: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const last = usePokes(({ byUser }) => byUser.get(user));
  const poke = usePokes((state) => state.poke);
  const said =
    last === undefined
      ? ''
      : last.state === 'answered'
        ? t('zombies.poke.answered', { time: format.ms(last.rttMs) })
        : t(`zombies.poke.${last.state}`);
  return (
    <span className="poke">
      <Button
        variant="default"
        className="row-action"
        aria-label={t('zombies.poke.user', { user })}
        aria-disabled={last?.state === 'waiting'}
        onClick={() => void poke(user)}
      >
        {t('zombies.poke.name')}
      </Button>
      <span role="status" className="poke__said" data-state={last?.state} title={said}>
        {said}
      </span>
    </span>
  );
}
