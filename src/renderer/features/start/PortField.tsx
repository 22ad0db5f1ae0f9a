import { NumberInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';

type Props = {
  readonly label: string;
  readonly value: number | string;
  readonly error: string | undefined;
  readonly onChange: (value: number | string) => void;
};

export function PortField({ label, value, error, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <NumberInput
      label={label}
      description={t('start.port_hint')}
      value={value}
      error={error}
      onChange={onChange}
      allowDecimal={false}
      allowNegative={false}
      hideControls
    />
  );
}
