import { useTranslation } from 'react-i18next';
import { useConsole } from '../store/console.ts';
import { CopyButton } from './CopyButton.tsx';
import { gatewayForAll } from './gateway.ts';
import { radioCommand } from './radio-command.ts';
import './CommandLine.css';

type Props = {
  readonly user: string;
  readonly token: string;
  readonly channel: string;
  /** Whether its user may only listen. */
  readonly isSilent?: boolean;
};

/** Enough of a long token to know it by. */
function shortened(token: string): string {
  return token.length > 20 ? `${token.slice(0, 16)}…` : token;
}

/** The command that puts a radio on this net, to be copied into a terminal. */
export function CommandLine({ user, token, channel, isSilent = false }: Props) {
  const { t } = useTranslation();
  const addresses = useConsole(({ net }) => (net.state === 'on_air' ? net.addresses : null));
  const { url = '', pin } = addresses === null ? {} : gatewayForAll(addresses);
  const radio = { url, pin, user, channel, isSilent };
  const command = radioCommand({ ...radio, token });
  const shown = radioCommand({ ...radio, token: shortened(token) });
  return (
    <div className="command-line">
      <code className="mono" tabIndex={0}>
        {shown}
      </code>
      <CopyButton text={command} label={t('net.first_steps.copy_command')} />
    </div>
  );
}
