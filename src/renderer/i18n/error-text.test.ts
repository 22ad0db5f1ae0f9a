import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import type { OperatorError } from '../../contract/operator.ts';
import { en } from './en.ts';
import { errorField, errorText } from './error-text.ts';

const portInUse: OperatorError = {
  code: 'port_in_use',
  reason: 'ws_port: TCP port 8080 is in use by another program',
  params: { port: 8080, protocol: 'tcp', setting: 'ws_port' },
};

describe('errors of the net', () => {
  beforeAll(async () => {
    await i18next.init({
      lng: 'en',
      defaultNS: 'words',
      resources: { en: { words: en } },
      interpolation: { escapeValue: false },
    });
  });

  it('are told with the values in them', () => {
    expect(errorText(i18next.t, portInUse)).toContain('TCP port 8080');
  });

  it('name the program that has a port, where the system tells', () => {
    const params = { ...portInUse.params, program: 'nginx', pid: 812 };
    expect(errorText(i18next.t, { ...portInUse, params })).toContain('nginx (process 812)');
  });

  it('cannot change how they are translated by a value that is named like an option', () => {
    const params = { ...portInUse.params, lng: 'xx', count: 2, context: 'other' };
    expect(errorText(i18next.t, { ...portInUse, params })).toContain('TCP port 8080');
  });

  it('name the field that they are about, if any', () => {
    expect(errorField(portInUse)).toBe('ws_port');
    expect(errorField({ code: 'channel_exists', reason: '', params: {} })).toBe('channel_id');
    expect(errorField({ code: 'net_down', reason: '', params: {} })).toBeUndefined();
  });
});
