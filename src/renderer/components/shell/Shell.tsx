import { useDocumentTitle } from '@mantine/hooks';
import { lazy, Suspense, type ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { MediaView } from '../../features/media/MediaView.tsx';
import { NetView } from '../../features/net/NetView.tsx';
import { RadiosView } from '../../features/radios/RadiosView.tsx';
import { StartView } from '../../features/start/StartView.tsx';
import { TokensView } from '../../features/tokens/TokensView.tsx';
import { useConsole } from '../../store/console.ts';
import { useView, type View } from '../../store/view.ts';
import { Navigation } from './Navigation.tsx';
import { Strip } from './Strip.tsx';
import { useViewKeys } from './use-view-keys.ts';
import './Shell.css';

/** The charts are most of the program; a start need not wait for them. */
const TrafficView = lazy(() => import('../../features/traffic/TrafficView.tsx'));

const CONTENT: Record<View, ComponentType> = {
  net: NetView,
  radios: RadiosView,
  media: MediaView,
  traffic: TrafficView,
  tokens: TokensView,
};

/** The window: the strip that is always there, the views, and the one that is open. */
export function Shell() {
  const net = useConsole((state) => state.net);
  const view = useView((state) => state.view);
  const isOnAir = net.state === 'on_air';
  useViewKeys(isOnAir);
  const Content = CONTENT[view];
  const { t } = useTranslation();
  useDocumentTitle(isOnAir ? `${t(`views.${view}`)} – ${t('product')}` : t('product'));
  return (
    <div className="shell">
      <Strip />
      {isOnAir && <Navigation />}
      <main className="shell__main">
        <Suspense>{isOnAir ? <Content /> : <StartView net={net} />}</Suspense>
      </main>
    </div>
  );
}
