import { Button } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { memo, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { SettingField } from '../../../contract/setting-fields.ts';
import type { Settings } from '../../../contract/settings.ts';
import { useFormat } from '../../i18n/format.ts';
import { faultIsOf, isStandard, shownValue } from './draft.ts';
import { PresetChannels } from './PresetChannels.tsx';
import {
  allowedText,
  faultText,
  labelText,
  timeText,
  valueText,
  whyText,
} from './setting-words.ts';
import { SettingInput } from './SettingInput.tsx';
import { useSettings } from './settings-store.ts';

type Props = { readonly field: SettingField; readonly saved: Settings };

/** One setting: what it is, what it is for, what is allowed, and what it is set to. */
export const SettingRow = memo(function SettingRow({ field, saved }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = { t, format };
  const id = useId();
  const { name, kind, isLive } = field;
  // Only what this row shows: a key that is pressed in one row is none of the others' business.
  const isChanged = useSettings(({ draft }) => name in draft);
  const value = useSettings(({ draft }) => shownValue(draft, saved, name));
  const faults = useSettings((store) => store.faults);
  const edit = useSettings((store) => store.edit);
  const own = faults.filter((fault) => faultIsOf(fault, name));
  const presets = kind === 'channels' ? (value as Settings['channels']) : [];
  const label = labelText(t, name);
  const notes = [
    kind === 'channels'
      ? null
      : t('settings.standard', { value: valueText(words, field, field.standard) }),
    allowedText(words, field),
    t(isLive ? 'settings.live' : 'settings.at_restart'),
  ].filter((note) => note !== null);
  const time = timeText(words, field, value);
  return (
    <div className="setting" data-changed={isChanged || undefined} data-kind={kind}>
      <div className="setting__words">
        <h3 id={`${id}-label`}>{label}</h3>
        <code className="setting__name mono soft">{name}</code>
        <p id={`${id}-why`}>{whyText(t, name)}</p>
        <p className="setting__notes soft">{notes.join(' · ')}</p>
      </div>
      <div className="setting__input">
        {kind === 'channels' ? (
          <PresetChannels presets={presets} onChange={(next) => edit(name, next)} />
        ) : (
          <>
            <div className="setting__line">
              <SettingInput
                field={field}
                value={value}
                labelId={`${id}-label`}
                describedBy={`${id}-why ${id}-fault`}
                isWrong={own.length > 0}
                onChange={(next) => edit(name, next)}
              />
              {time !== null && <span className="setting__time soft">{time}</span>}
              {!isStandard(field, value) && (
                <Button
                  variant="subtle"
                  leftSection={<IconArrowBackUp size={20} aria-hidden />}
                  aria-label={t('settings.to_standard', { name: label })}
                  onClick={() => edit(name, field.standard ?? '')}
                >
                  {t('settings.back')}
                </Button>
              )}
            </div>
          </>
        )}
        <div id={`${id}-fault`} className="setting__faults">
          {own.map((fault) => (
            <p key={`${fault.field} ${fault.reason}`} role="alert" data-fault>
              {faultText(words, fault, presets)}
            </p>
          ))}
        </div>
      </div>
    </div>
  );
});
