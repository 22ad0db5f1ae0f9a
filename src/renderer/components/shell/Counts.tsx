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

/** The figures of the net. Those that are alarming get their shape and colour only above nought. */
export function Counts() {
  const { t } = useTranslation();
  const radios = useConsole((state) => state.radios.size);
  const suspects = useConsole((state) => countRadios(state, 'suspect'));
  const zombies = useConsole((state) => countRadios(state, 'zombie'));
  const talkers = useConsole(countTalkers);
  const rates = useConsole((state) => state.traffic.at(-1));
  return (
    <dl className="counts" aria-label={t('strip.counts')}>
      <Count id="radios" label={t('strip.radios')} value={radios} />
      <Count
        id="suspects"
        label={t('strip.suspects')}
        value={suspects}
        icon={IconAlertTriangleFilled}
      />
      <Count
        id="zombies"
        label={t('strip.zombies')}
        value={zombies}
        icon={IconAlertOctagonFilled}
      />
      <Count id="talkers" label={t('strip.talkers')} value={talkers} icon={IconMicrophoneFilled} />
      <Count
        id="packets-in"
        label={t('strip.packets_in')}
        long={t('strip.packets_in_long')}
        value={Math.round(rates?.packets_in_per_s ?? 0)}
      />
      <Count
        id="packets-out"
        label={t('strip.packets_out')}
        long={t('strip.packets_out_long')}
        value={Math.round(rates?.packets_out_per_s ?? 0)}
      />
    </dl>
  );
}

type CountProps = {
  readonly id: string;
  readonly label: string;
  /** The label in full, where the short one is not enough on its own. */
  readonly long?: string;
  readonly value: number;
  /** The shape that marks a figure above nought. */
  readonly icon?: Icon;
};

function Count({ id, label, long, value, icon: Shape }: CountProps) {
  const format = useFormat();
  const isMarked = Shape !== undefined && value > 0;
  return (
    <div className={`count count--${id}`} data-marked={isMarked || undefined} title={long}>
      <dt className="strip__label">{label}</dt>
      <dd data-testid={`count-${id}`}>
        {isMarked && <Shape size={18} aria-hidden />}
        {format.number(value)}
      </dd>
    </div>
  );
}
