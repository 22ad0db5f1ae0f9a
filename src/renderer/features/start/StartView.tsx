import { Button, Loader } from '@mantine/core';
import { IconAlertOctagonFilled } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NetPorts, NetState } from '../../../contract/operator.ts';
import { errorField, errorText } from '../../i18n/error-text.ts';
import { useFormat } from '../../i18n/format.ts';
import { GoBack } from './GoBack.tsx';
import { PortField } from './PortField.tsx';
import { useRetry } from './use-retry.ts';
import './StartView.css';

type Failed = Extract<NetState, { state: 'failed' }>;
type Props = { readonly net: Exclude<NetState, { state: 'on_air' }> };

const NO_PORTS: NetPorts = { ws_port: 0, wss_port: 0, udp_port: 0 };

/** What stands in place of the views while the net is not on the air. */
export function StartView({ net }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  // The form stays where it is while it is tried again.
  const [failed, setFailed] = useState<Failed | null>(null);
  if (net.state === 'failed' && net !== failed) setFailed(net);
  const retry = useRetry(failed?.ports ?? NO_PORTS);
  const { ports, failure } = retry;

  if (failed === null) {
    return (
      <div className="start start--waiting">
        <Loader size={32} color="var(--accent)" aria-hidden />
        <h1>{t('start.starting')}</h1>
      </div>
    );
  }
  const error = failure?.error ?? failed.error;
  /** What is wrong with a port, until another one is typed. */
  const faultOf = (field: keyof typeof ports): string | undefined => {
    if (retry.invalid.includes(field)) return t(`fields.${field}`);
    const isAtFault = errorField(error) === field && error.params['port'] === ports[field];
    return isAtFault ? t('start.other_port') : undefined;
  };
  return (
    <div className="start">
      <section className="start__card">
        <div className="start__fault" role="alert">
          <IconAlertOctagonFilled size={40} aria-hidden />
          <div>
            <h1>{t('start.title')}</h1>
            {failure !== null && (
              <p>{t('start.still_failed', { time: format.seconds(failure.at) })}</p>
            )}
            <p className="start__text">{errorText(t, error)}</p>
            <p className="start__reason mono" lang="en">
              {error.reason}
            </p>
          </div>
        </div>
        {failed.can_go_back && <GoBack isBlocked={retry.busy} />}
        <form
          className="stack"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void retry.run();
          }}
        >
          <h2>{t('start.try_ports')}</h2>
          <div className="start__ports">
            <PortField
              label={t('start.ws_port')}
              value={ports.ws_port}
              error={faultOf('ws_port')}
              onChange={(ws_port) => retry.change({ ws_port })}
            />
            <PortField
              label={t('start.wss_port')}
              value={ports.wss_port}
              error={faultOf('wss_port')}
              onChange={(wss_port) => retry.change({ wss_port })}
            />
            <PortField
              label={t('start.udp_port')}
              value={ports.udp_port}
              error={faultOf('udp_port')}
              onChange={(udp_port) => retry.change({ udp_port })}
            />
          </div>
          <div className="row row--end">
            {(error.code === 'port_in_use' || error.code === 'port_refused') && (
              <Button
                variant="default"
                disabled={retry.busy}
                onClick={() => void retry.runOnFreePorts()}
              >
                {t('start.free_ports')}
              </Button>
            )}
            <Button type="submit" variant="filled" loading={retry.busy}>
              {t('start.retry')}
            </Button>
          </div>
        </form>
      </section>
    </div>
  );
}
