import { useTranslation } from 'react-i18next';
import { useConsole } from '../store/console.ts';
import { CopyButton } from './CopyButton.tsx';
import { radioCommand } from './radio-command.ts';
import './CommandLine.css';

type Props = { readonly user: string; readonly token: string; readonly channel: string };

/** Enough of a long token to know it by. */
function shortened(token: string): string {
  return token.length > 20 ? `${token.slice(0, 16)}…` : token;
}

/** The command that puts a radio on this net, to be copied into a terminal. */
export function CommandLine({ user, token, channel }: Props) {
  const { t } = useTranslation();
  const url = useConsole(({ net }) =>
    net.state === 'on_air'
      ? (net.addresses.urls[0] ?? `ws://127.0.0.1:${net.addresses.ws_port}/ws`)
      : '',
  );
  const command = radioCommand({ url, user, token, channel });
  const shown = radioCommand({ url, user, token: shortened(token), channel });
  return (
    <div className="command-line">
      <code className="mono" tabIndex={0}>
        {shown}
      </code>
      <CopyButton text={command} label={t('net.first_steps.copy_command')} />
    </div>
  );
}
