import type { SettingsState } from '../../../contract/console.ts';
import type { NetAddresses } from '../../../contract/operator.ts';
import type { SettingName } from '../../../contract/setting-fields.ts';

/** Settings that make up the address that radios have been given. */
const ADDRESS: readonly SettingName[] = [
  ...(['host', 'ws_port', 'wss_port', 'plain_ws', 'tls.enabled'] as const),
  ...(['tls.cert_file', 'tls.key_file'] as const),
];

/**
 * Why radios would not find the net where it was, once it has been restarted: settings of the address
 * that wait for it, and ports that are picked anew each time.
 *
 * @param now the ports that it has
 */
export function movedFields(
  { saved, waiting }: Pick<SettingsState, 'saved' | 'waiting'>,
  now: Pick<NetAddresses, 'ws_port' | 'wss_port'>,
): SettingName[] {
  const changed = new Set(waiting.map(({ field }) => field));
  return ADDRESS.filter((name) => {
    // Port 0 is any port; one that is written down is the one that radios have, or it is not.
    if (name === 'ws_port') return saved.plain_ws && saved.ws_port !== now.ws_port;
    if (name === 'wss_port') return saved.tls.enabled && saved.wss_port !== now.wss_port;
    return changed.has(name);
  });
}
