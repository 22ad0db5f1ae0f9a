import { clipboard, Menu, nativeImage, Tray, type MenuItemConstructorOptions } from 'electron';
import type { HostStatus } from './net-host.ts';
import { trayBitmap, traySign, type TraySign } from './tray-icon.ts';
import type { HostWords } from './words.ts';

const SIZE_PX = 22;

export type TrayActions = { readonly show: () => void; readonly quit: () => void };

/** The net's state among the system's icons, with a way back to the window. */
export class NetTray {
  readonly #tray: Tray;
  readonly #actions: TrayActions;
  #shown = '';

  constructor(actions: TrayActions) {
    this.#actions = actions;
    this.#tray = new Tray(image('off_air'));
    this.#tray.on('click', () => actions.show());
  }

  /** Shows a state, in words of the window's language. */
  tell(status: HostStatus, words: HostWords): void {
    const lines = stateLines(status, words);
    const shown = JSON.stringify([lines, status.url, words.show]);
    // Systems flicker when a menu that is open is replaced.
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#tray.setImage(image(traySign(status)));
    this.#tray.setToolTip(['Mini LiveChat', ...lines].join('\n'));
    this.#tray.setContextMenu(Menu.buildFromTemplate(this.#menu(status, words, lines)));
  }

  close(): void {
    this.#tray.destroy();
  }

  #menu(
    { url }: HostStatus,
    words: HostWords,
    lines: readonly string[],
  ): MenuItemConstructorOptions[] {
    const copy = (): void => {
      // A promise in newer versions of Electron, where nothing can be done about its failure.
      void clipboard.writeText(url ?? '');
    };
    return [
      ...lines.map((label) => ({ label, enabled: false })),
      { type: 'separator' },
      { label: words.show, click: () => this.#actions.show() },
      { label: words.copy, enabled: url !== undefined, click: copy },
      { type: 'separator' },
      { label: words.quit, click: () => this.#actions.quit() },
    ];
  }
}

function stateLines({ net, radios, alarms }: HostStatus, words: HostWords): string[] {
  if (net !== 'on_air') return [words[net]];
  return [words.on_air, words.radios(radios), ...(alarms > 0 ? [words.alarms(alarms)] : [])];
}

function image(sign: TraySign): Electron.NativeImage {
  const drawn = nativeImage.createEmpty();
  for (const scaleFactor of [1, 2]) {
    const size = SIZE_PX * scaleFactor;
    const bitmap = nativeImage.createFromBitmap(trayBitmap(sign, size), {
      width: size,
      height: size,
    });
    drawn.addRepresentation({ scaleFactor, width: size, height: size, buffer: bitmap.toPNG() });
  }
  return drawn;
}
