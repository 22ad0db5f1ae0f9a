import { Select, TextInput } from '@mantine/core';
import {
  IconAlertOctagonFilled,
  IconArrowsSort,
  IconMicrophoneFilled,
  IconSearch,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { TogglePill } from '../../components/TogglePill.tsx';
import { CHANNEL_SORTS, type ChannelFacts } from './channel-order.ts';
import { useNetChoices } from './net-choices.ts';

/** By what the channels are narrowed and sorted. */
export function NetTools({ all }: { readonly all: readonly ChannelFacts[] }) {
  const { t } = useTranslation();
  const { sort, filter, sortBy, narrow } = useNetChoices();
  return (
    <div className="net-tools">
      <TextInput
        type="search"
        className="net-tools__search"
        data-search
        aria-label={t('net.search')}
        aria-keyshortcuts="/"
        placeholder={t('net.search_hint')}
        leftSection={<IconSearch size={20} aria-hidden />}
        value={filter.search}
        onChange={(event) => narrow({ search: event.currentTarget.value })}
      />
      <div className="net-tools__only" role="group" aria-label={t('net.only')}>
        <TogglePill
          icon={IconMicrophoneFilled}
          label={t('net.only_talking')}
          count={all.filter(({ talking }) => talking).length}
          pressed={filter.talking}
          onChange={(talking) => narrow({ talking })}
        />
        <TogglePill
          icon={IconAlertOctagonFilled}
          label={t('net.only_zombies')}
          count={all.filter(({ zombies }) => zombies).length}
          pressed={filter.zombies}
          onChange={(zombies) => narrow({ zombies })}
        />
      </div>
      <Select
        className="net-tools__sort"
        aria-label={t('net.sort')}
        leftSection={<IconArrowsSort size={18} aria-hidden />}
        data={CHANNEL_SORTS.map((value) => ({ value, label: t(`net.sorts.${value}`) }))}
        allowDeselect={false}
        value={sort}
        onChange={(value) => sortBy(value ?? 'name')}
      />
    </div>
  );
}
