import { net, protocol } from 'electron';
import { join, normalize, sep } from 'node:path';
import { pathToFileURL } from 'node:url';

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

/** Whether a frame shows the console's own page. */
export function isConsoleUrl(url: string): boolean {
  return url.startsWith(`${SCHEME}://app/`);
}

/** Makes the scheme known; before Electron is ready. */
export function declareConsoleScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
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
    const path = normalize(join(folder, decodeURIComponent(pathname)));
    if (host !== 'app' || !path.startsWith(folder + sep))
      return new Response(null, { status: 404 });
    const file = await net.fetch(pathToFileURL(path).href).catch(() => undefined);
    if (!file?.ok) return new Response(null, { status: 404 });
    const headers = new Headers(file.headers);
    headers.set('content-security-policy', CSP);
    headers.set('x-content-type-options', 'nosniff');
    return new Response(file.body, { status: 200, headers });
  });
}
