import type { SettingsState } from '../../../contract/console.ts';
import type { SettingName } from '../../../contract/setting-fields.ts';

/** Settings that make up the address that radios have been given. */
const ADDRESS: readonly SettingName[] = [
  ...(['host', 'ws_port', 'wss_port', 'plain_ws', 'tls.enabled'] as const),
  ...(['tls.cert_file', 'tls.key_file'] as const),
];

/**
 * Why radios would not find the net where it was, once it has been restarted: settings of the address
 * that wait for it, and ports that are picked anew each time.
 */
export function movedFields({ saved, waiting }: SettingsState): SettingName[] {
  const isOpen = (name: SettingName): boolean => {
    if (name === 'ws_port') return saved.plain_ws && saved.ws_port === 0;
    return name === 'wss_port' && saved.tls.enabled && saved.wss_port === 0;
  };
  const changed = new Set(waiting.map(({ field }) => field));
  return ADDRESS.filter((name) => changed.has(name) || isOpen(name));
}
