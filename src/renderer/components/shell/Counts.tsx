import {
  IconAlertOctagonFilled,
  IconAlertTriangleFilled,
  IconMicrophoneFilled,
  type Icon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/format.ts';
import { useConsole } from '../../store/console.ts';
import { countRadios, countTalkers } from '../../store/select.ts';
import { useStaleSince } from '../../store/stale.ts';
import { Count, type CountProps } from './Count.tsx';
import { LoadCount, LossCount } from './QualityCounts.tsx';
import './Counts.css';

/** The figures of the net. Those that are alarming get their shape and colour only above nought. */
export function Counts() {
  const { t } = useTranslation();
  const format = useFormat();
  const isStale = useStaleSince() !== null;
  const radios = useConsole((state) => state.radios.size);
  const suspects = useConsole((state) => countRadios(state, 'suspect'));
  const zombies = useConsole((state) => countRadios(state, 'zombie'));
  const talkers = useConsole(countTalkers);
  const rates = useConsole((state) => state.traffic.at(-1));
  const marked = (value: number, icon: Icon): Pick<CountProps, 'figure' | 'mark'> => ({
    figure: format.number(value),
    mark: value > 0 ? icon : undefined,
  });
  const perSecond = (value = 0): string => format.number(Math.round(value));
  return (
    <dl
      className="counts"
      aria-label={isStale ? t('strip.counts_stale') : t('strip.counts')}
      data-stale={isStale || undefined}
    >
      <Count id="radios" label={t('strip.radios')} figure={format.number(radios)} />
      <Count
        id="suspects"
        label={t('strip.suspects')}
        {...marked(suspects, IconAlertTriangleFilled)}
      />
      <Count id="zombies" label={t('strip.zombies')} {...marked(zombies, IconAlertOctagonFilled)} />
      <Count id="talkers" label={t('strip.talkers')} {...marked(talkers, IconMicrophoneFilled)} />
      <Count
        id="packets-in"
        label={t('strip.packets_in')}
        long={t('strip.packets_in_long')}
        figure={perSecond(rates?.packets_in_per_s)}
      />
      <Count
        id="packets-out"
        label={t('strip.packets_out')}
        long={t('strip.packets_out_long')}
        figure={perSecond(rates?.packets_out_per_s)}
      />
      <LossCount />
      <LoadCount />
    </dl>
  );
}
