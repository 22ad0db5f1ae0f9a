import {
  IconAlertOctagon,
  IconChartAreaLine,
  IconClipboardCheck,
  IconDeviceMobileMessage,
  IconHistory,
  IconKey,
  IconMessage2,
  IconMessages,
  IconSettings,
  IconWaveSine,
  type Icon,
} from '@tabler/icons-react';
import type { View } from '../../store/view.ts';

/** The shape of each view, in the navigation and in the palette. */
export const VIEW_ICON: Record<View, Icon> = {
  net: IconMessages,
  radios: IconDeviceMobileMessage,
  zombies: IconAlertOctagon,
  media: IconWaveSine,
  traffic: IconChartAreaLine,
  tokens: IconKey,
  messages: IconMessage2,
  events: IconHistory,
  settings: IconSettings,
  check: IconClipboardCheck,
};
