import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { MuteMark } from '../../components/MuteMark.tsx';
import { StateMark } from '../../components/StateMark.tsx';
import { useConsole } from '../../store/console.ts';
import { sortedBy } from '../../store/select.ts';
import './RadioNames.css';

/** Radios by name, every one of them: what a confirmation is about to hit. */
export function RadioNames({ users }: { readonly users: readonly string[] }) {
  const { t } = useTranslation();
  const sorted = useMemo(() => sortedBy(users, (user) => user), [users]);
  return (
    <ul className="radio-names" aria-label={t('views.radios')} tabIndex={0}>
      {sorted.map((user) => (
        <Name key={user} user={user} />
      ))}
    </ul>
  );
}

function Name({ user }: { readonly user: string }) {
  const radio = useConsole(({ radios }) => radios.get(user));
  return (
    <li>
      <span className="cut" title={user}>
        {user}
      </span>
      {radio?.muted === true && <MuteMark />}
      {radio && <StateMark radio={radio} terse />}
    </li>
  );
}
