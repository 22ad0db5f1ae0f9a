import { expect } from '@playwright/test';
import { BOTH, pressOn, tabTo, test, write, type Words } from './by-keys.ts';
import { SOON_ZOMBIES, zombies } from '../soon-zombies.ts';

const textOf = (t: Words, user_id: string): string => t('alarms.text.zombie', { user_id });

for (const language of BOTH) {
  test(`alarms are acknowledged, and stay in Events after a restart: ${language}`, async ({
    openByKeys,
  }) => {
    const { app, page, dataDir, t } = await openByKeys(language, SOON_ZOMBIES);
    await zombies(page, 'radio-1', 'radio-2');
    await page.keyboard.press('a');
    const panel = page.getByRole('dialog', { name: t('alarms.title'), exact: true });
    const list = panel.getByRole('list', { name: t('alarms.title'), exact: true });
    const open = list.getByRole('listitem');
    await expect(open).toHaveCount(2);
    await pressOn(
      panel.getByRole('button', {
        name: t('alarms.acknowledge_it', { text: textOf(t, 'radio-1') }),
      }),
    );
    await expect(open).toHaveCount(1);
    await pressOn(panel.getByRole('button', { name: t('alarms.acknowledge_all') }));
    await expect(panel).toContainText(t('alarms.nothing'));
    await page.keyboard.press('Escape');
    await app.close();

    const { page: next } = await openByKeys(language, { ...SOON_ZOMBIES, dataDir });
    await next.keyboard.press('8');
    const kinds = next.getByRole('group', { name: t('events.filter_kinds') });
    await pressOn(kinds.getByRole('button', { name: t('events.group.alarms') }));
    const rows = next.getByRole('table').getByRole('row');
    const told = (kind: string, user: string) =>
      rows.filter({ hasText: t(`events.text.${kind}`, { alarm: textOf(t, user) }) });
    for (const user of ['radio-1', 'radio-2']) {
      await expect(told('alarm.acknowledged', user)).toContainText(t('events.by_operator'));
      await expect(told('alarm.ended', user)).toHaveCount(1);
      await expect(told('alarm.raised', user).first()).toContainText(t('events.by_net'));
    }
  });

  test(`tones are made soft, given quiet hours, and muted: ${language}`, async ({ openByKeys }) => {
    const { page, t } = await openByKeys(language, SOON_ZOMBIES);
    await page.keyboard.press('a');
    await pressOn(page.getByRole('dialog').getByRole('button', { name: t('tones.open') }));
    const dialog = page.getByRole('dialog', { name: t('tones.title') });
    await tabTo(dialog.getByRole('radio', { checked: true }).first());
    await page.keyboard.press('ArrowLeft');
    await expect(dialog.getByRole('radio', { name: '50%' })).toBeChecked();
    const critical = t('alarms.severity.critical');
    await pressOn(dialog.getByRole('button', { name: t('tones.try', { severity: critical }) }));
    await pressOn(dialog.getByRole('switch', { name: t('tones.quiet') }), 'Space');
    await tabTo(dialog.getByLabel(t('tones.from'), { exact: true }));
    await write(page, '00:00');
    await page.keyboard.press('Tab');
    await write(page, '23:59');
    await tabTo(dialog.getByRole('radio', { name: t('tones.sounds.softly') }));
    await page.keyboard.press('ArrowRight');
    await expect(dialog.getByRole('radio', { name: t('tones.sounds.not_at_all') })).toBeChecked();
    await expect(dialog).toContainText(t('tones.quiet_now', { time: '23:59' }));
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
    await page.keyboard.press('q');
    await page.keyboard.press('a');
    const panel = page.getByRole('dialog', { name: t('alarms.title') });
    await expect(panel).toContainText(t('tones.muted'));
    await pressOn(panel.getByRole('button', { name: t('tones.again') }));
    await expect(panel).not.toContainText(t('tones.muted'));
  });
}
