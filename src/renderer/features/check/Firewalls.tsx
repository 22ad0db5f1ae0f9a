import { useTranslation } from 'react-i18next';
import type { FirewallCheck } from '../../../contract/laptop.ts';
import { CopyButton } from '../../components/CopyButton.tsx';
import { mayBlock } from './verdicts.ts';

type Props = { readonly firewalls: readonly FirewallCheck[] };

/** What to say about a firewall, by its kind and by whether it is on. */
function wordOf({ kind, is_on }: FirewallCheck): 'macos' | 'windows' | 'off' | 'on' | 'unknown' {
  if (kind === 'macos' || kind === 'windows') return kind;
  if (is_on === null) return 'unknown';
  return is_on ? 'on' : 'off';
}

/** The firewalls that were seen, with the words that let radios through them. */
export function Firewalls({ firewalls }: Props) {
  const { t } = useTranslation();
  if (firewalls.length === 0) return <p>{t('check.firewall.none')}</p>;
  return (
    <>
      {firewalls.map((firewall) => {
        const name = t(`check.firewall.names.${firewall.kind}`);
        return (
          <div key={firewall.kind}>
            <p>{t(`check.firewall.${wordOf(firewall)}`, { name })}</p>
            {mayBlock(firewall) && (
              <ul className="check__words">
                {firewall.commands.map((words) => (
                  <li key={words}>
                    <code className="mono">{words}</code>
                    <CopyButton text={words} label={t('check.firewall.copy', { words })} />
                  </li>
                ))}
              </ul>
            )}
          </div>
        );
      })}
      <p className="soft">{t('check.firewall.ours')}</p>
    </>
  );
}
