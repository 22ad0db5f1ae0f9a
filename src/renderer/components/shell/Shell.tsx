import { useDocumentTitle } from '@mantine/hooks';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { CheckView } from '../../features/check/CheckView.tsx';
import { EventsView } from '../../features/events/EventsView.tsx';
import { MediaView } from '../../features/media/MediaView.tsx';
import { MessagesView } from '../../features/messages/MessagesView.tsx';
import { NetView } from '../../features/net/NetView.tsx';
import { RadiosView } from '../../features/radios/RadiosView.tsx';
import { SettingsView } from '../../features/settings/SettingsView.tsx';
import { StartView } from '../../features/start/StartView.tsx';
import { TokensView } from '../../features/tokens/TokensView.tsx';
import { TrafficView } from '../../features/traffic/TrafficView.tsx';
import { ZombiesView } from '../../features/zombies/ZombiesView.tsx';
import { useConsole } from '../../store/console.ts';
import { useView, type View } from '../../store/view.ts';
import { FLOATING } from '../../theme/floating.ts';
import { useKeys } from '../commands/use-keys.ts';
import { Dialogs } from './Dialogs.tsx';
import { Navigation } from './Navigation.tsx';
import { Strip } from './Strip.tsx';
import './Shell.css';

const CONTENT: Record<View, ComponentType> = {
  net: NetView,
  radios: RadiosView,
  zombies: ZombiesView,
  media: MediaView,
  traffic: TrafficView,
  tokens: TokensView,
  messages: MessagesView,
  events: EventsView,
  settings: SettingsView,
  check: CheckView,
};

/** The window: the strip that is always there, the views, and the one that is open. */
export function Shell() {
  const net = useConsole((state) => state.net);
  const view = useView((state) => state.view);
  const isOnAir = net.state === 'on_air';
  useKeys(isOnAir);
  const Content = CONTENT[view];
  const { t } = useTranslation();
  useDocumentTitle(isOnAir ? `${t(`views.${view}`)} – ${t('product')}` : t('product'));
  return (
    <div className="shell">
      <Strip />
      {isOnAir && <Navigation />}
      <main className="shell__main">
        {isOnAir ? <Content /> : <StartView net={net} />}
        <div id={FLOATING} />
      </main>
      {isOnAir && <Dialogs />}
    </div>
  );
}
