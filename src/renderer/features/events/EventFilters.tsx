import { Autocomplete, Button, Select, TextInput } from '@mantine/core';
import { IconBroadcast, IconCalendar, IconDeviceMobileMessage, IconX } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { usePaced } from '../../store/console.ts';
import { isNarrowed, RANGES, type EventChoice } from './event-filter.ts';
import { EVENT_GROUPS, GROUP_ICON, type EventGroup } from './event-groups.ts';

type Props = {
  readonly choice: EventChoice;
  readonly onChange: (patch: Partial<EventChoice>) => void;
  readonly onClear: () => void;
};

/** Suggestions that a list can show; there are more only in a net with more radios. */
const SUGGESTED = 50;

/** By what the events are narrowed: kind, radio, channel and time. */
export function EventFilters({ choice, onChange, onClear }: Props) {
  const { t } = useTranslation();
  const radios = usePaced((state) => state.radios);
  const tokens = usePaced((state) => state.tokens);
  const channels = usePaced((state) => state.channels);
  const users = useMemo(
    () => [...new Set([...radios.keys(), ...[...tokens.values()].map(({ user_id }) => user_id)])],
    [radios, tokens],
  );
  const toggle = (group: EventGroup): void => {
    const groups = new Set(choice.groups);
    if (!groups.delete(group)) groups.add(group);
    onChange({ groups });
  };
  return (
    <div className="event-filters">
      <div className="event-groups" role="group" aria-label={t('events.filter_kinds')}>
        {EVENT_GROUPS.map((group) => {
          const Shape = GROUP_ICON[group];
          return (
            <button
              key={group}
              type="button"
              className="event-group"
              aria-pressed={choice.groups.has(group)}
              onClick={() => toggle(group)}
            >
              <Shape size={18} aria-hidden />
              {t(`events.group.${group}`)}
            </button>
          );
        })}
      </div>
      <div className="event-fields">
        <Autocomplete
          aria-label={t('events.user')}
          aria-keyshortcuts="/"
          data-search
          placeholder={t('events.any_user')}
          leftSection={<IconDeviceMobileMessage size={18} aria-hidden />}
          data={users}
          limit={SUGGESTED}
          value={choice.user}
          onChange={(user) => onChange({ user })}
        />
        <Autocomplete
          aria-label={t('events.channel')}
          placeholder={t('events.any_channel')}
          leftSection={<IconBroadcast size={18} aria-hidden />}
          data={[...channels.keys()]}
          limit={SUGGESTED}
          value={choice.channel}
          onChange={(channel) => onChange({ channel })}
        />
        <Select
          aria-label={t('events.range')}
          leftSection={<IconCalendar size={18} aria-hidden />}
          data={RANGES.map((value) => ({ value, label: t(`events.ranges.${value}`) }))}
          allowDeselect={false}
          value={choice.range}
          onChange={(value) => onChange({ range: value ?? 'all', chosenAt: Date.now() })}
        />
        {choice.range === 'own' && (
          <>
            <TextInput
              type="datetime-local"
              aria-label={t('events.since')}
              value={choice.since}
              onChange={(event) => onChange({ since: event.currentTarget.value })}
            />
            <TextInput
              type="datetime-local"
              aria-label={t('events.until_when')}
              value={choice.until}
              onChange={(event) => onChange({ until: event.currentTarget.value })}
            />
          </>
        )}
        {isNarrowed(choice) && (
          <Button
            className="event-fields__clear"
            variant="default"
            leftSection={<IconX size={18} aria-hidden />}
            onClick={onClear}
          >
            {t('events.clear')}
          </Button>
        )}
      </div>
    </div>
  );
}
