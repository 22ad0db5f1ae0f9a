import { app, dialog, type BrowserWindow, type MessageBoxOptions } from 'electron';
import type { HostMemory } from './host-memory.ts';
import type { NetHost } from './net-host.ts';
import type { HostWords } from './words.ts';

export type LeavingOptions = {
  readonly window: BrowserWindow;
  readonly host: NetHost;
  readonly memory: HostMemory;
  readonly words: () => HostWords;
  /** Whether a hidden window can be brought back: by the tray, or by the dock. */
  readonly hasWayBack: () => boolean;
};

/** The buttons of the question, in their order. */
const STAY = 0;
const QUIT = 1;

/**
 * Closing the window leaves the net on the air where there is a way back to it, and says so; where
 * there is none it quits, for an app that nobody can see or end would be worse. Quitting asks as long
 * as radios are on.
 */
export class Leaving {
  readonly #options: LeavingOptions;
  #isDecided = false;
  #isAsking = false;

  constructor(options: LeavingOptions) {
    this.#options = options;
    options.window.on('close', (event) => {
      if (this.#isDecided) return;
      event.preventDefault();
      if (options.hasWayBack()) void this.#hide();
      else app.quit();
    });
    app.on('before-quit', (event) => {
      if (this.#isDecided) return;
      if (options.host.status().radios === 0) {
        this.#isDecided = true;
        return;
      }
      event.preventDefault();
      void this.#ask();
    });
  }

  /** Quits without a question: the system asks for it, and waits for no answer. */
  now(): void {
    this.#isDecided = true;
    app.quit();
  }

  async #ask(): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    const words = this.#options.words();
    const { response } = await this.#say({
      type: 'warning',
      message: words.quit_title,
      detail: words.quit_hits(this.#options.host.status().radios),
      buttons: [words.stay, words.quit],
      // Enter and Escape both stay.
      defaultId: STAY,
      cancelId: STAY,
      noLink: true,
    }).finally(() => {
      this.#isAsking = false;
    });
    if (response === QUIT) this.now();
  }

  async #hide(): Promise<void> {
    const { window, memory } = this.#options;
    window.hide();
    if (memory.known.closing_told === true) return;
    const words = this.#options.words();
    const { checkboxChecked } = await this.#say({
      type: 'info',
      message: words.closed_title,
      detail: words.closed_why,
      checkboxLabel: words.closed_never,
      buttons: [words.ok],
    });
    if (checkboxChecked) memory.keep({ closing_told: true });
  }

  #say(options: MessageBoxOptions): ReturnType<typeof dialog.showMessageBox> {
    const { window } = this.#options;
    const shown = { title: app.getName(), ...options };
    return window.isVisible() ? dialog.showMessageBox(window, shown) : dialog.showMessageBox(shown);
  }
}
