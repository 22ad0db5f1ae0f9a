import { Checkbox, Textarea } from '@mantine/core';
import { useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDialog } from '../../components/FormDialog.tsx';
import { say } from '../../components/say.ts';
import { useCommand } from '../../components/use-command.ts';
import { useFieldError } from '../../components/use-field-error.ts';
import { useConsole } from '../../store/console.ts';
import { sortedBy } from '../../store/select.ts';
import { outOfReach } from './reach.ts';
import './WriteMessage.css';

const FIELDS = ['channel_ids', 'content'] as const;

type Props = {
  /** The channels that are chosen to begin with. */
  readonly channels: readonly string[];
  /** The radios for whom it is meant, where it is. */
  readonly users?: readonly string[];
  readonly onClose: () => void;
};

/** Writes one message to one, several or all channels. */
export function WriteMessage({ channels: first, users = [], onClose }: Props) {
  const { t } = useTranslation();
  const channels = useConsole((state) => state.channels);
  const sorted = useMemo(
    () => sortedBy(channels.values(), (channel) => channel.channel_name),
    [channels],
  );
  const [chosen, setChosen] = useState<readonly string[]>(first);
  const [content, setContent] = useState('');
  const errorId = useId();
  const command = useCommand('message.send', ({ messages }) => {
    onClose();
    say(t('messages.sent', { count: messages.length }));
  });
  const errorOf = useFieldError(command);
  const choose = (ids: readonly string[]): void => {
    setChosen(ids);
    command.mend('channel_ids');
  };
  const noChannel = errorOf('channel_ids');
  // Those that were deleted since they were chosen are gone from the list as well.
  const picked = sorted.map(({ channel_id }) => channel_id).filter((id) => chosen.includes(id));
  const isAll = picked.length === sorted.length && sorted.length > 0;

  return (
    <FormDialog
      title={t('messages.writing')}
      submit={
        picked.length === 0 ? t('messages.send') : t('messages.send_to', { count: picked.length })
      }
      busy={command.busy}
      error={command.error}
      fields={FIELDS}
      onSubmit={() => void command.run({ channel_ids: [...picked], content })}
      onClose={onClose}
    >
      <Reach users={users} />
      <Textarea
        label={t('messages.text')}
        autosize
        minRows={3}
        maxRows={8}
        value={content}
        error={errorOf('content')}
        onChange={(event) => {
          setContent(event.currentTarget.value);
          command.mend('content');
        }}
        data-autofocus
      />
      <fieldset
        className="write-to"
        aria-describedby={noChannel === undefined ? undefined : errorId}
      >
        <legend>{t('messages.to')}</legend>
        <Checkbox
          label={t('messages.to_all', { count: sorted.length })}
          checked={isAll}
          indeterminate={!isAll && picked.length > 0}
          aria-invalid={noChannel === undefined ? undefined : true}
          onChange={() => choose(isAll ? [] : sorted.map(({ channel_id }) => channel_id))}
        />
        <div className="write-to__channels">
          {sorted.map(({ channel_id, channel_name }) => (
            <Checkbox
              key={channel_id}
              label={channel_name}
              checked={picked.includes(channel_id)}
              onChange={(event) =>
                choose(
                  event.currentTarget.checked
                    ? [...chosen, channel_id]
                    : chosen.filter((id) => id !== channel_id),
                )
              }
            />
          ))}
        </div>
        {noChannel !== undefined && (
          <p id={errorId} className="write-to__error" role="alert">
            {noChannel}
          </p>
        )}
      </fieldset>
    </FormDialog>
  );
}

/** Whom a message that is meant for some radios reaches: them, and whoever is with them. */
function Reach({ users }: { readonly users: readonly string[] }) {
  const { t } = useTranslation();
  const channels = useConsole((state) => state.channels);
  const [user] = users;
  if (user === undefined) return null;
  const missed = outOfReach(users, channels);
  return (
    <>
      {missed.length < users.length && (
        <p>
          {users.length === 1
            ? t('messages.for_radio', { user })
            : t('messages.for_radios', { count: users.length })}
        </p>
      )}
      {missed.length > 0 && (
        <p role="status">{t('messages.out_of_reach', { users: missed.join(', ') })}</p>
      )}
    </>
  );
}
