import { useTranslation } from 'react-i18next';
import type { ListFault } from './mint-list.ts';

/** Shown at once; a list with more faults than that is a list of something else. */
const SHOWN = 100;
const VALUE_CHARACTERS = 40;

/** Every line of a list that is wrong: its number, field, value, and what would be right. */
export function ListFaults({ faults }: { readonly faults: readonly ListFault[] }) {
  const { t } = useTranslation();
  if (faults.length === 0) return null;
  return (
    <ul className="list-faults" aria-label={t('tokens.list.faults')} tabIndex={0}>
      {faults.slice(0, SHOWN).map((fault) => (
        <li key={`${fault.line} ${fault.field}`}>
          <Fault fault={fault} />
        </li>
      ))}
      {faults.length > SHOWN && <li>{t('tokens.list.more', { count: faults.length - SHOWN })}</li>}
    </ul>
  );
}

function Fault({ fault }: { readonly fault: ListFault }) {
  const { t } = useTranslation();
  const { line, field, kind, first = 0 } = fault;
  const value =
    fault.value.length > VALUE_CHARACTERS
      ? `${fault.value.slice(0, VALUE_CHARACTERS)}…`
      : fault.value;
  return (
    <>
      <strong>{t('tokens.list.line', { line })}</strong>
      {field !== 'line' && <span>{t(`tokens.list.field.${field}`)}</span>}
      {value !== '' && <span className="mono list-faults__value">“{value}”</span>}
      <span>{t(`tokens.list.right.${kind}`, { line: first })}</span>
    </>
  );
}
