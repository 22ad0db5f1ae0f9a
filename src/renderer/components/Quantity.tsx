import { useTranslation } from 'react-i18next';

type Props = {
  readonly value: number | null;
  /** How it is written. */
  readonly figure: (value: number) => string;
  readonly title?: string;
};

/** A figure, or a dash where it is not known. */
export function Quantity({ value, figure, title }: Props) {
  const { t } = useTranslation();
  if (value === null) return <span className="soft">{t('common.unknown')}</span>;
  return <span title={title}>{figure(value)}</span>;
}
