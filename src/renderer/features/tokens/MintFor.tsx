import { useTranslation } from 'react-i18next';
import { Choice } from '../../components/Choice.tsx';

export type Whom = 'one' | 'list';
const WHOM: readonly Whom[] = ['one', 'list'];

type Props = { readonly whom: Whom; readonly onChange: (whom: Whom) => void };

/** Whether tokens are minted for one user or for a list of them. */
export function MintFor({ whom, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <Choice
      label={t('tokens.minting.whom')}
      hint={t(`tokens.minting.whom_hint.${whom}`)}
      value={whom}
      options={WHOM.map((value) => ({ value, label: t(`tokens.minting.for.${value}`) }))}
      onChange={onChange}
    />
  );
}
