import { useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChannelView } from '../../../contract/operator.ts';
import { SpanChoice } from '../../components/SpanChoice.tsx';
import { useTrafficLines } from '../../store/history.ts';
import type { Span } from '../../store/past-lines.ts';
import { PacketsChart } from '../media/MediaCharts.tsx';

/** Packets in and out of a channel over time. */
export function ChannelTraffic({ channel }: { readonly channel: ChannelView }) {
  const { t } = useTranslation();
  const { channel_id, channel_name: name } = channel;
  const [span, setSpan] = useState<Span>('minutes');
  const charted = useMemo(() => ({ channel: channel_id }), [channel_id]);
  // After the list of members, as in Media.
  const lines = useDeferredValue(useTrafficLines(charted, span));
  const aside = useMemo(() => <SpanChoice span={span} onChange={setSpan} />, [span]);
  return (
    <section className="channel-traffic" aria-label={t('channel.traffic', { name })}>
      <PacketsChart lines={lines} span={span} whom={name} height={96} heading="h2" aside={aside} />
    </section>
  );
}
