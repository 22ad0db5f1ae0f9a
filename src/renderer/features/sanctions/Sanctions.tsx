import { Button } from '@mantine/core';
import { IconBan, IconMicrophoneOff } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { SanctionView } from '../../../contract/sanctions.ts';
import { Countdown } from '../../components/Countdown.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { useFormat } from '../../i18n/format.ts';
import { useConsole } from '../../store/console.ts';
import { liftOne } from './sanction-commands.ts';
import './Sanctions.css';

/** Every ban and mute that is in force, the newest first; each can be lifted. */
export function Sanctions({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const sanctions = useConsole((state) => state.sanctions);
  const rows = [...sanctions.values()].sort((a, b) => b.sanction_id - a.sanction_id);
  const list = useRef<HTMLUListElement>(null);
  return (
    <Dialog title={t('sanctions.title')} isWide onClose={onClose}>
      <p className="soft" role="status">
        {rows.length === 0 ? t('sanctions.none') : t('sanctions.summary', { count: rows.length })}
      </p>
      <ul className="sanctions" ref={list} aria-label={t('sanctions.title')} tabIndex={0}>
        {rows.map((row) => (
          <Sanction
            key={row.sanction_id}
            row={row}
            onLift={(whom) => {
              // Its button is about to go.
              list.current?.focus();
              void liftOne(row, whom);
            }}
          />
        ))}
      </ul>
    </Dialog>
  );
}

type RowProps = { readonly row: SanctionView; readonly onLift: (whom: string) => void };

function Sanction({ row, onLift }: RowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { kind, user_id, jti, ip, reason, since, until } = row;
  // A token says more by the name that it was made for.
  const owner = useConsole(({ tokens }) => (jti === null ? undefined : tokens.get(jti)?.user_id));
  const by = user_id !== null ? 'user' : jti !== null ? 'token' : 'address';
  const whom = user_id ?? owner ?? jti ?? ip ?? '';
  const Shape = kind === 'ban' ? IconBan : IconMicrophoneOff;
  return (
    <li className="sanction">
      <span className={`mark mark--${kind === 'ban' ? 'banned' : 'muted'}`}>
        <Shape size={20} aria-hidden />
        {t(`sanctions.kind.${kind}`)}
      </span>
      <div className="sanction__whom">
        <strong className="cut" title={whom}>
          {whom}
        </strong>
        <span className="soft cut" title={jti ?? undefined}>
          {t(`sanctions.by.${by}`)}
          {jti !== null && <span className="mono"> {jti}</span>}
        </span>
        {reason !== '' && <span className="sanction__reason">{reason}</span>}
      </div>
      <dl className="sanction__times">
        <div>
          <dt className="soft">{t('sanctions.since')}</dt>
          <dd>{format.day(since)}</dd>
        </div>
        <div>
          <dt className="soft">{t('sanctions.until')}</dt>
          <dd>
            {until === null ? (
              t('sanctions.until_lifted')
            ) : (
              <>
                {format.day(until)} (<Countdown to={until} />)
              </>
            )}
          </dd>
        </div>
      </dl>
      <Button
        variant="default"
        aria-label={t(`sanctions.lift_of.${kind}`, { whom })}
        onClick={() => onLift(whom)}
      >
        {t('sanctions.lift')}
      </Button>
    </li>
  );
}
