import { NumberInput, TagsInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { role as roles, type Role } from '../../../contract/fields.ts';
import { Default } from '../../../contract/limits.ts';
import type { MintedToken } from '../../../contract/operator.ts';
import { Choice } from '../../components/Choice.tsx';
import { FormDialog } from '../../components/FormDialog.tsx';
import { useCommand } from '../../components/use-command.ts';
import { useFieldError } from '../../components/use-field-error.ts';
import { firstLife, LifeField } from './LifeField.tsx';
import { lifeSeconds, type LifeChoice } from './life.ts';
import { MintFor, type Whom } from './MintFor.tsx';

const FIELDS = ['user_id', 'role', 'channels', 'priority', 'ttl_s'] as const;

type Values = {
  readonly user_id: string;
  readonly role: Role;
  readonly channels: string[];
  readonly priority: number | string;
};

const FRESH: Values = {
  user_id: '',
  role: 'radio',
  channels: ['*'],
  priority: Default.TOKEN_PRIORITY,
};

type Props = {
  readonly onClose: () => void;
  readonly onMinted: (minted: readonly MintedToken[]) => void;
  /** Asks for a list instead. */
  readonly onWhom: (whom: Whom) => void;
};

/** Mints a token for one user. */
export function MintToken({ onClose, onMinted, onWhom }: Props) {
  const { t } = useTranslation();
  const [values, setValues] = useState(FRESH);
  const [life, setLife] = useState<LifeChoice>(firstLife);
  const command = useCommand('token.mint', (minted) => onMinted([minted]));
  const errorOf = useFieldError(command);
  const change = (patch: Partial<Values>): void => {
    setValues((before) => ({ ...before, ...patch }));
    for (const field of Object.keys(patch)) command.mend(field);
  };
  const { user_id, role, channels, priority } = values;
  const mint = (): void => {
    const cap = priority === '' ? NaN : Number(priority);
    const ttl_s = lifeSeconds(life, Date.now());
    void command.run({ user_id, role, channels, priority: cap, ttl_s });
  };

  return (
    <FormDialog
      title={t('tokens.minting.title')}
      submit={t('tokens.minting.submit')}
      isWide
      busy={command.busy}
      error={command.error}
      fields={FIELDS}
      onSubmit={mint}
      onClose={onClose}
    >
      <MintFor whom="one" onChange={onWhom} />
      <div className="mint-columns">
        <div className="stack">
          <TextInput
            label={t('tokens.minting.user')}
            description={t('tokens.minting.user_hint')}
            value={user_id}
            error={errorOf('user_id')}
            onChange={(event) => change({ user_id: event.currentTarget.value })}
            data-autofocus
          />
          <Choice
            label={t('tokens.minting.role')}
            hint={t(`tokens.minting.role_hint.${role}`)}
            value={role}
            options={roles.options.map((value) => ({ value, label: t(`role.${value}`) }))}
            onChange={(value) => change({ role: value })}
          />
          <TagsInput
            label={t('tokens.minting.channels')}
            description={t('tokens.minting.channels_hint')}
            value={channels}
            error={errorOf('channels')}
            onChange={(value) => change({ channels: value })}
            acceptValueOnBlur
            comboboxProps={{ withinPortal: true }}
          />
          <NumberInput
            label={t('tokens.minting.priority')}
            description={t('tokens.minting.priority_hint')}
            value={priority}
            error={errorOf('priority')}
            onChange={(value) => change({ priority: value })}
            allowDecimal={false}
            allowNegative={false}
            hideControls
            classNames={{ input: 'short-field' }}
          />
        </div>
        <div className="stack">
          <LifeField
            choice={life}
            error={errorOf('ttl_s')}
            onChange={(choice) => {
              setLife(choice);
              command.mend('ttl_s');
            }}
          />
        </div>
      </div>
    </FormDialog>
  );
}
