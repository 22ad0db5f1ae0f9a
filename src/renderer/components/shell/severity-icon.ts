import { IconAlertOctagonFilled, IconAlertTriangleFilled, type Icon } from '@tabler/icons-react';
import type { AlarmSeverity } from '../../../contract/alarms.ts';

/** The shape of each severity, for those who do not see its colour. */
export const SEVERITY_ICON: Readonly<Record<AlarmSeverity, Icon>> = {
  critical: IconAlertOctagonFilled,
  warning: IconAlertTriangleFilled,
};
