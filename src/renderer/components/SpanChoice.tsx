import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { SPANS, type Span } from '../store/past-lines.ts';

type Props = { readonly span: Span; readonly onChange: (span: Span) => void };

/** How much of the past charts show. */
export function SpanChoice({ span, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <SegmentedControl
      className="span-choice"
      aria-label={t('charts.span')}
      value={span}
      data={SPANS.map((value) => ({ value, label: t(`charts.spans.${value}`) }))}
      onChange={onChange}
    />
  );
}
