import { Textarea } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { role as roles } from '../../../contract/fields.ts';
import type { MintedToken } from '../../../contract/operator.ts';
import { FormDialog } from '../../components/FormDialog.tsx';
import { useCommand } from '../../components/use-command.ts';
import { firstLife, LifeField } from './LifeField.tsx';
import { lifeSeconds } from './life.ts';
import { ListFaults } from './ListFaults.tsx';
import { MintFor, type Whom } from './MintFor.tsx';
import { parseMintList } from './mint-list.ts';

const FIELDS = ['ttl_s'] as const;

type Props = {
  readonly onClose: () => void;
  readonly onMinted: (minted: readonly MintedToken[]) => void;
  /** Asks for one user instead. */
  readonly onWhom: (whom: Whom) => void;
};

/** Mints tokens for a list that is pasted in: for all of it, or for none while a line is wrong. */
export function MintList({ onClose, onMinted, onWhom }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [life, setLife] = useState(firstLife);
  /** What is wrong is told once one has tried, and from then on while one mends it. */
  const [isTried, setTried] = useState(false);
  const command = useCommand('token.mint_many', ({ minted }) => onMinted(minted));
  const { entries, faults } = useMemo(() => {
    const words = roles.options.map((role) => [t(`role.${role}`).toLowerCase(), role] as const);
    return parseMintList(text, new Map(words));
  }, [text, t]);
  const isLifeWrong = command.invalid.includes('tokens');
  const mint = (): void => {
    setTried(true);
    if (entries.length === 0 || faults.length > 0) return;
    const ttl_s = lifeSeconds(life, Date.now());
    void command.run({ tokens: entries.map((entry) => ({ ...entry, ttl_s })) });
  };
  const wrong = isTried
    ? faults.length > 0
      ? t('tokens.list.wrong', { count: faults.length })
      : entries.length === 0 && t('tokens.list.nobody')
    : false;

  return (
    <FormDialog
      title={t('tokens.minting.title')}
      submit={
        entries.length === 0 || faults.length > 0
          ? t('tokens.list.submit_none')
          : t('tokens.list.submit', { count: entries.length })
      }
      isWide
      busy={command.busy}
      error={command.error}
      fields={FIELDS}
      onSubmit={mint}
      onClose={onClose}
    >
      <MintFor whom="list" onChange={onWhom} />
      <div className="mint-columns">
        <div className="stack">
          <Textarea
            label={t('tokens.list.label')}
            description={t('tokens.list.hint')}
            placeholder={t('tokens.list.example')}
            value={text}
            error={wrong}
            autosize
            minRows={5}
            maxRows={10}
            spellCheck={false}
            wrap="off"
            onChange={(event) => setText(event.currentTarget.value)}
            classNames={{ input: 'mono mint-list__text' }}
            data-autofocus
          />
          {isTried && <ListFaults faults={faults} />}
        </div>
        <div className="stack">
          <LifeField
            choice={life}
            error={isLifeWrong ? t('fields.ttl_s') : undefined}
            onChange={(choice) => {
              setLife(choice);
              command.mend('tokens');
            }}
          />
        </div>
      </div>
    </FormDialog>
  );
}
