import { IconBan, IconCircleCheck, IconClockOff, type Icon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import '../../components/marks.css';
import type { TokenState } from './token-state.ts';

const ICON: Record<TokenState, Icon> = {
  valid: IconCircleCheck,
  expired: IconClockOff,
  revoked: IconBan,
};

/** Whether a token can be used: a shape and a word. */
export function TokenMark({ state }: { readonly state: TokenState }) {
  const { t } = useTranslation();
  const Shape = ICON[state];
  return (
    <span className={`mark mark--${state === 'valid' ? 'alive' : 'quiet'}`}>
      <Shape size={20} aria-hidden />
      {t(`tokens.${state}`)}
    </span>
  );
}
