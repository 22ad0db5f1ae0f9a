import { Button, Checkbox, Popover } from '@mantine/core';
import { IconColumns } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

type Props = {
  /** The columns that may be hidden, by key and title. */
  readonly columns: readonly { readonly key: string; readonly title: string }[];
  readonly hidden: readonly string[];
  readonly onChange: (hidden: readonly string[]) => void;
};

/** Which columns are shown. */
export function ColumnChoice({ columns, hidden, onChange }: Props) {
  const { t } = useTranslation();
  const toggle = (key: string): void =>
    onChange(hidden.includes(key) ? hidden.filter((other) => other !== key) : [...hidden, key]);
  return (
    <Popover position="bottom-end" withinPortal trapFocus returnFocus>
      <Popover.Target>
        <Button variant="default" leftSection={<IconColumns size={20} aria-hidden />}>
          {t('radios.columns')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown tabIndex={-1}>
        <div className="column-choice">
          {columns.map(({ key, title }) => (
            <Checkbox
              key={key}
              label={title}
              checked={!hidden.includes(key)}
              onChange={() => toggle(key)}
            />
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
