import { expect } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mintedInWindow } from './in-window.ts';
import { test } from './open-console.ts';
import { pdfFills } from './pdf-fills.ts';

for (const theme of ['dark', 'light']) {
  test(`a card is black on white to the edge of the page, in the ${theme} theme too`, async ({
    openConsole,
  }) => {
    const { app, page, dataDir } = await openConsole();
    await expect(page.getByTestId('gateway-address')).toBeVisible();
    if (theme === 'light') await page.getByRole('button', { name: /light theme/ }).click();
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', theme);
    const path = join(dataDir, 'card.pdf');
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, path);
    const dialog = await mintedInWindow(page, 'radio-1');
    const behind = () =>
      app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBackgroundColor());
    const before = await behind();
    await dialog.getByRole('button', { name: 'Save as PDF' }).click();
    await expect(page.getByRole('alert').filter({ hasText: path })).toBeVisible();

    const fills = pdfFills(readFileSync(path));
    expect(fills).not.toEqual([]);
    // Nothing is coloured: every fill is a grey, and the window's own colour is none of them.
    expect(fills.filter(([r, g, b]) => r !== g || g !== b)).toEqual([]);
    expect(await behind()).toBe(before);
  });
}
