import { expect, type Page } from '@playwright/test';
import { createSocket } from 'node:dgram';
import { Op } from '../../src/contract/ops.ts';
import { RawRadio } from '../net/raw-radio.ts';
import { clean, gatewayUrl } from './in-window.ts';
import { answerQuestions, QUIT, test, type ConsoleOptions } from './open-console.ts';

const SECRET = 'a secret for tests alone';

/** A net in which who falls silent is a zombie soon: a warning, and a critical one if it talked. */
const options = {
  env: { LIVECHAT_SECRET: SECRET },
  settings: {
    channels: [{ channel_id: 'alpha', channel_name: 'Alpha' }],
    heartbeat_interval_ms: 50,
    suspect_after_ms: 100,
    zombie_after_ms: 200,
    reaper_interval_ms: 100,
  },
} satisfies ConsoleOptions;

type Heard = { readonly hz: number; readonly level: number; readonly state: string };

/** Listens at the way out to the speakers from now on; before, it only lets the page begin anew. */
async function listen(page: Page): Promise<() => Promise<readonly Heard[]>> {
  await page.addInitScript(() => {
    const heard: Heard[] = [];
    const levels = new WeakMap<AudioNode, number>();
    Object.assign(globalThis, { heard });
    const ramp: (...args: number[]) => AudioParam = Reflect.get(
      AudioParam.prototype,
      'linearRampToValueAtTime',
    );
    const loudest = new WeakMap<AudioParam, number>();
    AudioParam.prototype.linearRampToValueAtTime = function (value: number, at: number) {
      loudest.set(this, Math.max(value, loudest.get(this) ?? 0));
      return ramp.call(this, value, at);
    };
    const connect = Reflect.get(AudioNode.prototype, 'connect') as (to: AudioNode) => AudioNode;
    const goesTo = new WeakMap<AudioNode, AudioNode>();
    (AudioNode.prototype as { connect: unknown }).connect = function (
      this: AudioNode,
      to: AudioNode,
    ) {
      goesTo.set(this, to);
      if (to instanceof AudioDestinationNode && this instanceof GainNode) {
        levels.set(this, loudest.get(this.gain) ?? 0);
      }
      return connect.call(this, to);
    };
    const start: (at?: number) => void = Reflect.get(OscillatorNode.prototype, 'start');
    OscillatorNode.prototype.start = function (at) {
      const envelope = goesTo.get(goesTo.get(this) ?? this);
      const level = envelope === undefined ? 0 : (levels.get(envelope) ?? 0);
      // Only what really leaves the page counts.
      if (envelope && goesTo.get(envelope) instanceof AudioDestinationNode) {
        heard.push({ hz: this.frequency.value, level, state: this.context.state });
      }
      start.call(this, at);
    };
  });
  await page.reload();
  await expect(page.getByTestId('gateway-address')).toBeVisible();
  return () => page.evaluate(() => (globalThis as unknown as { heard: Heard[] }).heard);
}

async function fallSilent(page: Page, name: string): Promise<void> {
  const radio = await RawRadio.login(await gatewayUrl(page), name, SECRET);
  expect(await radio.closed).toMatchObject({ code: 4009 });
}

/** A packet of RTP (RFC 3550, section 5.1). */
function rtp(ssrc: number, sequence: number): Buffer {
  const packet = Buffer.alloc(32);
  packet.writeUInt16BE(0x806f, 0);
  packet.writeUInt16BE(sequence & 0xffff, 2);
  packet.writeUInt32BE(sequence * 960, 4);
  packet.writeUInt32BE(ssrc, 8);
  return packet;
}

/** A radio whose connection breaks while it talks. */
async function lostTalking(page: Page, name: string): Promise<void> {
  const radio = await RawRadio.login(await gatewayUrl(page), name, SECRET);
  await radio.ask(Op.CHANNEL_JOIN, { channel_id: 'alpha', ssrc: 7 });
  const port = Number(await page.getByTestId('udp-port').innerText());
  const socket = createSocket('udp4');
  let sequence = 0;
  const talking = setInterval(() => {
    socket.send(rtp(7, (sequence += 1)), port, '127.0.0.1');
  }, 20);
  await expect(page.getByTestId('count-talkers')).toHaveText('1');
  radio.socket.terminate();
  await expect(page.getByTestId('alarms')).toHaveAccessibleName(/Critical/);
  clearInterval(talking);
  socket.close();
}

test('an alarm sounds without a click, and a mute keeps it silent', async ({ openConsole }) => {
  const { page } = await openConsole(options);
  const heard = await listen(page);
  await fallSilent(page, 'radio-1');
  await expect.poll(async () => (await heard()).length).toBe(4);
  expect((await heard()).map(({ hz }) => hz)).toEqual([659, 1318, 523, 1046]);
  for (const { level, state } of await heard()) {
    expect(state).toBe('running');
    expect(level).toBeGreaterThan(0);
  }

  await page.keyboard.press('q');
  await expect(page.getByTestId('alarms')).toHaveAccessibleName(/tones are muted/);
  await page.keyboard.press('a');
  const panel = page.getByRole('dialog', { name: 'Alarms' });
  await expect(panel).toContainText(/Tones are muted, and sound again in (15:00|14:\d\d)/);
  await fallSilent(page, 'radio-2');
  await expect(panel.getByRole('list', { name: 'Alarms' }).getByRole('listitem')).toHaveCount(2);
  expect(await heard()).toHaveLength(4);
  await clean(page);
  await panel.getByRole('button', { name: 'Sound again' }).click();
  await expect(panel).toContainText('Alarms sound here.');
});

test('tones are tried, chosen, and kept over a restart; quiet hours silence what is not grave', async ({
  openConsole,
}) => {
  const first = await openConsole(options);
  const { page } = first;
  const heard = await listen(page);
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('dialog').getByRole('combobox').fill('alarm tones');
  await page.getByRole('option', { name: 'Alarm tones', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Alarm tones' });
  await dialog.getByText('25%').click();
  await dialog.getByRole('button', { name: 'Try the tone: Critical' }).click();
  await expect.poll(async () => (await heard()).length).toBe(10);
  const [soft] = await heard();
  // It was suspended, as none had sounded: the second one finds it ready as well.
  await dialog.getByText('100%').click();
  await expect
    .poll(async () => {
      await dialog.getByRole('button', { name: 'Try the tone: Warning' }).click();
      return (await heard()).length;
    })
    .toBeGreaterThanOrEqual(14);
  expect((await heard()).at(-1)?.level).toBeGreaterThan(4 * (soft?.level ?? 1));
  await dialog.getByRole('switch', { name: 'Quiet hours' }).check();
  await dialog.getByLabel('From', { exact: true }).fill('00:00');
  await dialog.getByLabel('To', { exact: true }).fill('23:59');
  await dialog.getByText('Not at all').click();
  await clean(page);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  const before = (await heard()).length;
  await fallSilent(page, 'radio-1');
  await expect(page.getByTestId('alarms')).toHaveAccessibleName(/1 alarm/);
  expect(await heard()).toHaveLength(before);
  // Chromium writes what is kept when it goes.
  await answerQuestions(first.app, QUIT);
  await first.app.close();

  const { page: next } = await openConsole({ ...options, dataDir: first.dataDir });
  await expect(next.getByTestId('gateway-address')).toBeVisible();
  await next.keyboard.press('a');
  const panel = next.getByRole('dialog', { name: 'Alarms' });
  await expect(panel).toContainText('Quiet hours until 23:59');
  await panel.getByRole('button', { name: 'Tones…' }).click();
  await expect(next.getByRole('radio', { name: '100%' })).toBeChecked();
});

test('a critical alarm sounds until it is acknowledged', async ({ openConsole }) => {
  const { settings, env } = options;
  const { page } = await openConsole({ env, settings: { channels: settings.channels } });
  const heard = await listen(page);
  await lostTalking(page, 'talker-1');
  const CRITICAL = 10;
  await expect.poll(async () => (await heard()).length).toBeGreaterThanOrEqual(3 * CRITICAL);
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('dialog').getByRole('combobox').fill('acknowledge');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('alarms')).toHaveAccessibleName('No alarms');
});
