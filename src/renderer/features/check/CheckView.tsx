import { Button } from '@mantine/core';
import { IconCheck, IconRefresh } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { ViewHead } from '../../components/ViewHead.tsx';
import { useConsole } from '../../store/console.ts';
import { FirstChannel } from './FirstChannel.tsx';
import { FirstToken } from './FirstToken.tsx';
import { FirstVoice } from './FirstVoice.tsx';
import { LaptopChecks } from './LaptopChecks.tsx';
import { useLaptop } from './use-laptop.ts';
import './CheckView.css';

/** The first page of the first start: is this laptop fit for a net, and is a radio heard on it. */
export function CheckView() {
  const { t } = useTranslation();
  const { report, error, look } = useLaptop();
  const hasChannel = useConsole((state) => state.channels.size > 0);
  const hasToken = useConsole((state) => state.tokens.size > 0);
  const isHeard = useConsole(({ peers }) =>
    [...peers.values()].some((peer) => peer.talk_started_at !== null),
  );
  return (
    <div className="view view--scrolls">
      <ViewHead title={t('views.check')} summary={t('check.summary')}>
        <Button
          variant="default"
          leftSection={<IconRefresh size={20} aria-hidden />}
          onClick={look}
        >
          {t('check.again')}
        </Button>
      </ViewHead>
      <div className="check-page">
        <section className="check-page__part" aria-labelledby="check-laptop">
          <h2 id="check-laptop">{t('check.laptop')}</h2>
          {error !== null && <ErrorNote error={error} />}
          {report !== null && <LaptopChecks report={report} />}
        </section>
        <section className="check-page__part" aria-labelledby="check-steps">
          <h2 id="check-steps">{t('check.steps.title')}</h2>
          <ol className="steps">
            <Step
              number={1}
              isDone={hasChannel}
              title={t('check.steps.channel')}
              why={t('check.steps.channel_why')}
            >
              <FirstChannel />
            </Step>
            <Step
              number={2}
              isDone={hasToken}
              title={t('check.steps.token')}
              why={t('check.steps.token_why')}
            >
              <FirstToken />
            </Step>
            <Step number={3} isDone={isHeard} title={t('check.steps.voice')}>
              <FirstVoice />
            </Step>
          </ol>
        </section>
      </div>
    </div>
  );
}

type StepProps = {
  readonly number: number;
  readonly isDone: boolean;
  readonly title: string;
  readonly why?: string;
  readonly children: ReactNode;
};

function Step({ number, isDone, title, why, children }: StepProps) {
  return (
    <li className="step" data-done={isDone || undefined}>
      <span className="step__number" aria-hidden>
        {isDone ? <IconCheck size={22} /> : number}
      </span>
      <div className="step__body">
        <h3>{title}</h3>
        {why !== undefined && !isDone && <p className="soft">{why}</p>}
        {children}
      </div>
    </li>
  );
}
