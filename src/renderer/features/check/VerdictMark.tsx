import { IconAlertTriangle, IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Verdict } from './verdicts.ts';

const SHAPE = { good: IconCircleCheck, care: IconAlertTriangle, bad: IconCircleX } as const;

/** What a check came to, by shape and word. */
export function VerdictMark({ verdict }: { readonly verdict: Verdict }) {
  const { t } = useTranslation();
  const Shape = SHAPE[verdict];
  return (
    <span className="verdict" data-verdict={verdict}>
      <Shape size={22} aria-hidden />
      {t(`check.verdict.${verdict}`)}
    </span>
  );
}
