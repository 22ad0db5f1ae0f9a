import { useTranslation } from 'react-i18next';
import { More } from '../../components/More.tsx';
import { hexSsrc } from '../../i18n/format.ts';
import type { Membership } from '../../store/select.ts';

type Props = { readonly user: string; readonly places: readonly Membership[] };

/** The channels of a radio, with its SSRC in each: the first, and the others behind a button. */
export function Places({ user, places }: Props) {
  const { t } = useTranslation();
  const [first, ...others] = places;
  if (first === undefined) return <span className="soft">{t('radios.no_channels')}</span>;
  return (
    <span className="places">
      <span className="places__first" title={hexSsrc(first.ssrc)}>
        <span className="cut">{first.channel.channel_name}</span>
        <span className="mono soft">{first.ssrc}</span>
      </span>
      {others.length > 0 && (
        <More
          label={t('radios.more_channels', { user, count: others.length })}
          title={t('radios.all_channels', { user })}
          count={others.length}
        >
          {places.map(({ channel, ssrc }) => (
            <div key={ssrc}>
              <dt>{channel.channel_name}</dt>
              <dd className="mono">
                {ssrc} · {hexSsrc(ssrc)}
              </dd>
            </div>
          ))}
        </More>
      )}
    </span>
  );
}
