import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TokenView } from '../../../contract/operator.ts';
import type { Picking } from '../../components/table/DataRow.tsx';
import { consoleStore } from '../../store/console.ts';

type PickedTokens = {
  readonly picking: Picking;
  /** Those that are selected and can be revoked. */
  readonly picked: readonly TokenView[];
  readonly clear: () => void;
};

const NONE: ReadonlySet<string> = new Set();

/** Lets tokens be selected. @param valid the tokens that something can be done to */
export function usePickedTokens(valid: readonly TokenView[]): PickedTokens {
  const { t } = useTranslation();
  const [keys, setKeys] = useState(NONE);
  const picking = useMemo(
    (): Picking => ({
      picked: keys,
      toggle: (jti) =>
        setKeys((before) => {
          const next = new Set(before);
          if (!next.delete(jti)) next.add(jti);
          return next;
        }),
      set: (jtis) => setKeys(new Set(jtis)),
      label: (jti) =>
        t('tokens.select', { user: consoleStore.getState().tokens.get(jti)?.user_id ?? jti }),
      allLabel: t('tokens.select_all'),
    }),
    [t, keys],
  );
  return {
    picking,
    picked: valid.filter(({ jti }) => keys.has(jti)),
    clear: () => setKeys(NONE),
  };
}
