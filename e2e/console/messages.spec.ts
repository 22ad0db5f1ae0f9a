import { expect } from '@playwright/test';
import { Op } from '../../src/contract/ops.ts';
import { RawRadio, type Frame } from '../net/raw-radio.ts';
import { clean, cleanInAll, gatewayUrl, show } from './in-window.ts';
import { answerQuestions, QUIT, test, type OpenConsole } from './open-console.ts';

const SECRET = 'a secret for tests alone';
const env = { LIVECHAT_SECRET: SECRET };
const channels = ['alpha', 'bravo', 'charlie'].map((id) => ({
  channel_id: id,
  channel_name: id.toUpperCase(),
}));

/** A radio in each of some channels. */
async function radiosIn({ page }: OpenConsole, ...names: string[]): Promise<RawRadio[]> {
  const url = await gatewayUrl(page);
  const radios: RawRadio[] = [];
  for (const [index, channel_id] of names.entries()) {
    const radio = await RawRadio.login(url, `radio-${index + 1}`, SECRET);
    await radio.ask(Op.CHANNEL_JOIN, { channel_id, ssrc: index + 1 });
    radios.push(radio);
  }
  return radios;
}

test('what a radio writes is unread, shown and read, and still there after a restart', async ({
  openConsole,
}) => {
  const console_ = await openConsole({ settings: { channels }, env });
  const { app, page, dataDir } = console_;
  const [radio] = await radiosIn(console_, 'bravo');
  await show(page, 'Messages');
  const log = page.getByRole('log');
  await expect(log).toContainText('Nothing has been written');
  await radio?.ask(Op.MESSAGE_CREATE, { channel_id: 'bravo', content: 'Gate is open\n=1+1' });
  await radio?.ask(Op.MESSAGE_CREATE, { channel_id: 'bravo', content: '<b>두 번째</b>' });
  const list = page.getByRole('navigation', { name: 'Channels with messages' });
  await expect(list.getByRole('button', { name: /BRAVO/ })).toContainText('2 unread messages');
  const inNavigation = page.getByRole('navigation', { name: 'Views' });
  await expect(inNavigation).toContainText('2 unread messages');

  await list.getByRole('button', { name: /BRAVO/ }).click();
  await expect(log.getByRole('article')).toHaveCount(2);
  await expect(log.getByRole('article').last()).toContainText('radio-1');
  await expect(log.getByRole('article').last()).toContainText('<b>두 번째</b>');
  await expect(log).toContainText('New from here');
  await expect(inNavigation).not.toContainText('unread');
  await radio?.ask(Op.MESSAGE_CREATE, { channel_id: 'bravo', content: 'and live' });
  await expect(log.getByRole('article').last()).toContainText('and live');
  await expect(page.getByText('Everything has been read')).toBeVisible();
  await cleanInAll(page);

  await answerQuestions(app, QUIT);
  await app.close();
  const { page: again } = await openConsole({ dataDir, env });
  await expect(again.getByRole('log').getByRole('article')).toHaveCount(3);
  await expect(again.getByText('Everything has been read')).toBeVisible();
});

test('the dispatcher writes to the open channel and to several, from the keyboard alone', async ({
  openConsole,
}) => {
  const console_ = await openConsole({ settings: { channels }, env });
  const { page } = console_;
  const radios = await radiosIn(console_, 'alpha', 'bravo', 'charlie');
  await page.keyboard.press('7');
  const text = page.getByRole('textbox', { name: 'Message to ALPHA' });
  await text.focus();
  await page.keyboard.press('Enter');
  await expect(text).toHaveAccessibleDescription(/1 to 2,000 bytes/);
  await page.keyboard.type('To alpha alone');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('log')).toContainText('To alpha alone');
  await expect(text).toHaveValue('');
  const isMessage = ({ op }: Frame): boolean => op === Op.MESSAGE_EVENT;
  expect(await radios[0]?.until(isMessage)).toMatchObject({
    d: { channel_id: 'alpha', author_id: 'operator', content: 'To alpha alone' },
  });

  await page.getByRole('button', { name: /BRAVO/ }).focus();
  await page.keyboard.press('w');
  const dialog = page.getByRole('dialog', { name: 'Write to channels' });
  await expect(dialog.getByRole('textbox', { name: 'Message' })).toBeFocused();
  await page.keyboard.type('Storm at six');
  await dialog.getByRole('button', { name: /^Send/ }).press('Enter');
  await expect(dialog).toContainText('Choose at least one channel.');
  await clean(page);
  for (const name of ['ALPHA', 'CHARLIE']) {
    await dialog.getByRole('checkbox', { name, exact: true }).press('Space');
  }
  await dialog.getByRole('button', { name: 'Send to 2 channels' }).press('Enter');
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText('Sent to 2 channels')).toBeVisible();
  const heard = await Promise.all(radios.map((radio) => radio.drain()));
  const stormIn = (channel_id: string) => [
    { op: 101, d: { channel_id, author_id: 'operator', content: 'Storm at six' } },
  ];
  expect(heard).toMatchObject([stormIn('alpha'), [], stormIn('charlie')]);
  await expect(page.getByRole('log').getByRole('article')).toHaveCount(2);
  await expect(page.getByText('Everything has been read')).toBeVisible();
});
