import { protocol } from 'electron';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';

/** The scheme the window is served from: a real origin, unlike `file:`, and nobody else's. */
const SCHEME = 'console';

/** The address of the window's page. */
export const CONSOLE_URL = `${SCHEME}://app/index.html`;

/** What the page may load: its own files, nothing else, from nowhere else. */
const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The kinds of files that the page is made of. */
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Whether a frame shows the console's own page. */
export function isConsoleUrl(url: string): boolean {
  return url.startsWith(`${SCHEME}://app/`);
}

/** Makes the scheme known; before Electron is ready. */
export function declareConsoleScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: SCHEME,
      // The cache is of what the page's scripts were compiled to, from one start to the next.
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
}

/**
 * Serves the window's files.
 *
 * @param folder where the built page is; nothing outside of it is served
 */
export function serveConsole(folder: string): void {
  protocol.handle(SCHEME, async (request) => {
    const { host, pathname } = new URL(request.url);
    const path = normalize(join(folder, pathname));
    if (host !== 'app' || !path.startsWith(folder + sep))
      return new Response(null, { status: 404 });
    const type = TYPES[extname(path)];
    // Read, not fetched by `file:`: no page and no handler ever needs that scheme.
    const file = type === undefined ? undefined : await readFile(path).catch(() => undefined);
    if (type === undefined || !file) return new Response(null, { status: 404 });
    return new Response(file, {
      headers: {
        'content-type': type,
        'content-security-policy': CSP,
        'x-content-type-options': 'nosniff',
      },
    });
  });
}
