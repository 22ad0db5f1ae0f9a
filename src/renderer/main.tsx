import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './theme/tokens.css';
import './theme/base.css';
import './theme/mantine.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import { api } from './api.ts';
import { App } from './App.tsx';
import { soundAlarms } from './features/tones/sound-alarms.ts';
import { startI18n } from './i18n/index.ts';
import { consoleStore } from './store/console.ts';
import './store/history.ts';
import { follow } from './store/sync.ts';

// The content security policy allows no code made at run time.
z.config({ jitless: true });

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');

follow(api, consoleStore);
soundAlarms();
await startI18n((language) => void api.language(language));
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
