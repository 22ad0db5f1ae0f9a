import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useNow } from '../../store/clock.ts';
import { toggleMute, useTones } from './tone-choices.ts';

/** Mutes tones for one of some times, or has them sound again. */
export function MuteButtons({ minutes }: { readonly minutes: readonly number[] }) {
  const { t } = useTranslation();
  const now = useNow();
  const isMuted = useTones((state) => state.mutedUntil) > now;
  // The first button stays the same one, so that the focus stays where it is.
  return minutes.slice(0, isMuted ? 1 : undefined).map((length, index) => (
    <Button key={index} variant="default" onClick={() => toggleMute(length)}>
      {isMuted ? t('tones.again') : t('tones.mute_for', { minutes: length })}
    </Button>
  ));
}
