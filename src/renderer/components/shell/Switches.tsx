import { ActionIcon, Button, Tooltip, useMantineColorScheme } from '@mantine/core';
import { IconMoon, IconSun } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { LANGUAGES, otherLanguage, setLanguage } from '../../i18n/index.ts';

export function ThemeSwitch() {
  const { t } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const isDark = colorScheme === 'dark';
  const label = isDark ? t('theme.to_light') : t('theme.to_dark');
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} onClick={() => setColorScheme(isDark ? 'light' : 'dark')}>
        {isDark ? <IconSun size={22} aria-hidden /> : <IconMoon size={22} aria-hidden />}
      </ActionIcon>
    </Tooltip>
  );
}

/** Shows the other language by its own name, for whoever cannot read the present one. */
export function LanguageSwitch() {
  const { t } = useTranslation();
  const other = otherLanguage();
  const name = LANGUAGES[other];
  return (
    <Button
      variant="subtle"
      className="strip__language"
      aria-label={t('language.switch_to', { language: name })}
      onClick={() => void setLanguage(other)}
    >
      <span lang={other}>{name}</span>
    </Button>
  );
}
