import { describe, expect, it } from 'vitest';
import { radioCommand } from './radio-command.ts';

const plain = { url: 'ws://192.0.2.5:8080/ws', user: 'kim-1', token: 'a.b_c-d', channel: 'north' };

describe('radioCommand', () => {
  it('is what the command line takes', () => {
    expect(radioCommand(plain)).toBe(
      'npm run --silent livechat -- radio --url ws://192.0.2.5:8080/ws --user kim-1 --token a.b_c-d --channel north --create --tone',
    );
  });

  it('is silent where its user may only listen', () => {
    expect(radioCommand({ ...plain, isSilent: true })).toMatch(/ --create$/);
  });

  it('pins the server where it speaks TLS', () => {
    const pin = `sha256/${'a+/'.repeat(14)}A=`;
    const command = radioCommand({ ...plain, url: 'wss://192.0.2.5:8443/ws', pin });
    expect(command).toContain(`--url wss://192.0.2.5:8443/ws --pin ${pin} --user kim-1`);
  });

  it('quotes what a shell would take apart', () => {
    const command = radioCommand({ ...plain, user: '구조 1', channel: 'a"b$(c)`d`\\' });
    expect(command).toContain('--user "구조 1"');
    expect(command).toContain('--channel "a\\"b\\$(c)\\`d\\`\\\\"');
  });
});
