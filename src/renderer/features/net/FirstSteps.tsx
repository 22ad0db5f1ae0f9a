import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CommandLine } from '../../components/CommandLine.tsx';
import { useView } from '../../store/view.ts';

/** What to do with a net that has no channel yet. */
export function FirstSteps({ onCreate }: { readonly onCreate: () => void }) {
  const { t } = useTranslation();
  const show = useView((state) => state.show);
  return (
    <section className="first-steps">
      <h2>{t('net.first_steps.title')}</h2>
      <ol>
        <Step
          number={1}
          title={t('net.first_steps.channel')}
          why={t('net.first_steps.channel_why')}
        >
          <Button variant="filled" onClick={onCreate}>
            {t('net.new_channel')}
          </Button>
        </Step>
        <Step number={2} title={t('net.first_steps.token')} why={t('net.first_steps.token_why')}>
          <Button variant="default" onClick={() => show('tokens')}>
            {t('views.tokens')}
          </Button>
        </Step>
        <Step number={3} title={t('net.first_steps.radio')} why={t('net.first_steps.radio_why')}>
          <CommandLine user="USER" token="TOKEN" channel="CHANNEL" />
        </Step>
      </ol>
    </section>
  );
}

type StepProps = {
  readonly number: number;
  readonly title: string;
  readonly why: string;
  readonly children: ReactNode;
};

function Step({ number, title, why, children }: StepProps) {
  return (
    <li>
      <span className="first-steps__number" aria-hidden>
        {number}
      </span>
      <div>
        <h3>{title}</h3>
        <p className="soft">{why}</p>
      </div>
      {children}
    </li>
  );
}
