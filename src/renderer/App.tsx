import { Notifications } from '@mantine/notifications';
import { Shell } from './components/shell/Shell.tsx';
import { Theme } from './theme/Theme.tsx';

export function App() {
  return (
    <Theme>
      <Shell />
      <Notifications position="bottom-right" autoClose={4_000} />
    </Theme>
  );
}
