import type { z } from 'zod';
import { explainIssue } from './explain.ts';
import type { OperatorError } from './views.ts';

/** What is wrong with a setting: the field, the value and what would be right. */
export type SettingFault = {
  /** `ws_port`, `channels[0].capacity`; `settings` for the whole. */
  readonly field: string;
  readonly got: string;
  /** One line in English. */
  readonly reason: string;
  /** A rule between settings with its values, where it is one (`SettingRule`). */
  readonly params: OperatorError['params'];
};

/** Everything that is wrong with settings, field by field. */
export function settingFaults(error: z.ZodError, input: unknown): SettingFault[] {
  return error.issues.map((issue) => ({
    ...explainIssue(issue, input, 'settings'),
    params: issue.code === 'custom' ? ((issue.params ?? {}) as OperatorError['params']) : {},
  }));
}
