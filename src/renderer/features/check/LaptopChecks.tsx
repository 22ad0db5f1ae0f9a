import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { LaptopReport } from '../../../contract/laptop.ts';
import { Default } from '../../../contract/limits.ts';
import { useFormat } from '../../i18n/format.ts';
import { Firewalls } from './Firewalls.tsx';
import { CHECKS, DISK_CARE, OLDEST_NOW, verdicts, type CheckName } from './verdicts.ts';
import { VerdictMark } from './VerdictMark.tsx';

/** What the journal takes by default, in bytes. */
const JOURNAL_BYTES = Default.JOURNAL_MAX_MB * 1024 ** 2;

type Props = { readonly report: LaptopReport };

/** What the machine is like, check by check, each with what it came to. */
export function LaptopChecks({ report }: Props) {
  const { t } = useTranslation();
  const found = verdicts(report);
  const body: Record<CheckName, ReactNode> = {
    ports: <Ports report={report} />,
    network: <Network report={report} />,
    firewall: <Firewalls firewalls={report.firewalls} />,
    sleep: <Sleep report={report} />,
    disk: <Disk report={report} />,
    clock: <Clock report={report} />,
  };
  return (
    <ul className="checks">
      {CHECKS.map((name) => (
        <li key={name} className="check" data-testid={`check-${name}`}>
          <VerdictMark verdict={found[name]} />
          <div className="check__body">
            <h3>{t(`check.${name}.title`)}</h3>
            {body[name]}
          </div>
        </li>
      ))}
    </ul>
  );
}

function Ports({ report: { ports } }: Props) {
  const { t } = useTranslation();
  const isGood = ports.every((port) => port.is_ours);
  return (
    <>
      <p>{t(isGood ? 'check.ports.good' : 'check.ports.bad')}</p>
      <ul className="check__facts soft">
        {ports.map(({ setting, protocol, port, is_ours, owner }) => {
          const fact = {
            what: t(`check.setting.${setting}`),
            protocol: protocol.toUpperCase(),
            port,
          };
          const key = is_ours ? 'ours' : owner ? 'taken' : 'missing';
          return (
            <li key={setting}>{t(`check.ports.${key}`, { replace: { ...fact, ...owner } })}</li>
          );
        })}
      </ul>
    </>
  );
}

function Network({ report: { addresses, host } }: Props) {
  const { t } = useTranslation();
  const [first, ...others] = addresses;
  if (!first)
    return <p>{host === '' ? t('check.network.care') : t('check.network.host', { host })}</p>;
  return (
    <>
      <p>{t('check.network.good', { replace: first })}</p>
      {others.length > 0 && (
        <p className="soft">
          {t('check.network.others', {
            addresses: others.map(({ address, name }) => `${address} (${name})`).join(', '),
          })}
        </p>
      )}
    </>
  );
}

function Sleep({ report: { sleep } }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <p>{t(sleep.is_kept_awake ? 'check.sleep.now' : 'check.sleep.good')}</p>
      {sleep.is_on_battery && <p>{t('check.sleep.care')}</p>}
      <p className="soft">{t('check.sleep.lid')}</p>
    </>
  );
}

function Disk({ report: { disk } }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { fault, free_bytes, path } = disk;
  const free = free_bytes === null ? null : format.bytes(free_bytes);
  const isLow = free_bytes !== null && free_bytes < DISK_CARE;
  const text =
    fault !== null
      ? t('check.disk.bad', { fault })
      : free === null
        ? t('check.disk.unknown')
        : isLow
          ? t('check.disk.care', { free, most: format.bytes(JOURNAL_BYTES) })
          : t('check.disk.good', { free });
  return (
    <>
      <p>{text}</p>
      <p className="check__path mono soft">{path}</p>
    </>
  );
}

function Clock({ report: { clock } }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { at, zone, offset_min, future_event_at } = clock;
  const time = `${format.date(at)}, ${format.time(at)}`;
  if (at < OLDEST_NOW) return <p>{t('check.clock.bad', { time })}</p>;
  const sign = offset_min < 0 ? '−' : '+';
  const hours = Math.floor(Math.abs(offset_min) / 60);
  const minutes = String(Math.abs(offset_min) % 60).padStart(2, '0');
  const offset = `${sign}${hours}:${minutes}`;
  return (
    <>
      <p>{t('check.clock.good', { time, zone, offset })}</p>
      {future_event_at !== null && (
        <p>{t('check.clock.care', { at: format.day(future_event_at) })}</p>
      )}
    </>
  );
}
