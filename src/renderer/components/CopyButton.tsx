import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { useTimeout } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.ts';
import { say } from './say.ts';

const SHOWN_MS = 2_000;

type Props = {
  readonly text: string;
  readonly label: string;
  /** Whether the label is written out on the button. */
  readonly wide?: boolean;
  /** Whether it is what a dialog is for: it has the focus then. */
  readonly main?: boolean;
  readonly onCopied?: () => void;
};

/** Copies a text to the clipboard and says that it did. */
export function CopyButton({ text, label, wide = false, main = false, onCopied }: Props) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const { start } = useTimeout(() => setCopied(false), SHOWN_MS);

  const copy = async (): Promise<void> => {
    const isDone = await api.copy(text).then(
      (result) => result.ok,
      () => false,
    );
    if (isDone) {
      setCopied(true);
      start();
      onCopied?.();
    } else say(t('common.copy_failed'));
  };

  const icon = copied ? <IconCheck size={20} aria-hidden /> : <IconCopy size={20} aria-hidden />;
  const said = (
    <span role="status" className="for-ears">
      {copied ? t('common.copied') : ''}
    </span>
  );
  if (wide) {
    return (
      <>
        <Button
          variant={main ? 'filled' : 'default'}
          leftSection={icon}
          // A second Enter copies what is shown once, in place of closing it.
          data-autofocus={main || undefined}
          onClick={() => void copy()}
        >
          {label}
        </Button>
        {said}
      </>
    );
  }
  return (
    <>
      <Tooltip label={copied ? t('common.copied') : label}>
        <ActionIcon aria-label={label} onClick={() => void copy()}>
          {icon}
        </ActionIcon>
      </Tooltip>
      {said}
    </>
  );
}
