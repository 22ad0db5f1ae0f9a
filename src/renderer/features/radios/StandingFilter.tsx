import { useTranslation } from 'react-i18next';
import { STATE_ICON } from '../../components/StateMark.tsx';
import { useFormat } from '../../i18n/format.ts';
import { STANDINGS, type Standing } from './filter.ts';

type Props = {
  readonly counts: Readonly<Record<Standing, number>>;
  readonly wanted: ReadonlySet<Standing>;
  readonly onChange: (wanted: ReadonlySet<Standing>) => void;
};

/** How many radios there are of each state; pressed, the list shows these alone. */
export function StandingFilter({ counts, wanted, onChange }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const toggle = (standing: Standing): void => {
    const next = new Set(wanted);
    if (!next.delete(standing)) next.add(standing);
    onChange(next);
  };
  return (
    <div className="standings" role="group" aria-label={t('radios.filter')}>
      {STANDINGS.map((standing) => {
        const Shape = STATE_ICON[standing];
        return (
          <button
            key={standing}
            type="button"
            className={`standing mark--${standing}`}
            aria-pressed={wanted.has(standing)}
            data-none={counts[standing] === 0 || undefined}
            onClick={() => toggle(standing)}
          >
            <Shape size={18} aria-hidden />
            <span className="standing__word">{t(`radio_state.${standing}`)}</span>
            <strong>{format.number(counts[standing])}</strong>
          </button>
        );
      })}
    </div>
  );
}
