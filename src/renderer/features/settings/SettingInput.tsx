import { NumberInput, SegmentedControl, Switch, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SettingField } from '../../../contract/setting-fields.ts';
import { choiceText } from './setting-words.ts';

type Props = {
  readonly field: SettingField;
  readonly value: unknown;
  readonly labelId: string;
  readonly describedBy: string;
  readonly isWrong: boolean;
  readonly onChange: (value: unknown) => void;
};

/** What a setting is changed with, by its kind. */
export function SettingInput(props: Props) {
  const { field, value, labelId, describedBy, isWrong, onChange } = props;
  const { t } = useTranslation();
  const named = { 'aria-labelledby': labelId, 'aria-describedby': describedBy } as const;
  const unit = field.unit === null ? null : t(`settings.unit.${field.unit}`);
  switch (field.kind) {
    case 'number':
      return (
        <NumberInput
          {...named}
          value={typeof value === 'number' || typeof value === 'string' ? value : ''}
          error={isWrong}
          onChange={onChange}
          allowDecimal={false}
          allowNegative={false}
          hideControls
          rightSection={unit !== null && <span className="setting__unit soft">{unit}</span>}
          rightSectionWidth={unit === null ? 0 : '4.25rem'}
          className="setting__number"
        />
      );
    case 'switch':
      return (
        <Switch
          {...named}
          checked={value === true}
          label={t(value === true ? 'settings.on' : 'settings.off')}
          onChange={(event) => onChange(event.currentTarget.checked)}
          size="lg"
          className="setting__switch"
        />
      );
    case 'choice':
      return (
        <SegmentedControl
          {...named}
          value={String(value)}
          data={field.choices.map((choice) => ({ value: choice, label: choiceText(t, choice) }))}
          onChange={onChange}
          fullWidth
        />
      );
    default:
      return (
        <TextInput
          {...named}
          value={typeof value === 'string' ? value : ''}
          error={isWrong}
          spellCheck={false}
          onChange={(event) => onChange(event.currentTarget.value)}
          classNames={{ input: 'mono' }}
        />
      );
  }
}
