import { parsePin, type Pin } from './pin.ts';

/** What a radio needs to find a net, and to know it when it has found it. */
export type Invitation = {
  /** The gateway: `wss://192.168.1.5:8443/ws`. */
  readonly url: string;
  /** What the certificate behind the URL has to match; a `ws:` URL has none. */
  readonly pin?: Pin | undefined;
  /** Who it is to log in as. */
  readonly user?: string | undefined;
  readonly token?: string | undefined;
};

const BEGINNING = 'livechat://join?';
const FIELDS = ['url', 'pin', 'user', 'token'] as const;

/** The URI that a join QR holds: `livechat://join?url=wss://…&pin=sha256/…`. */
export function joinUri(invitation: Invitation): string {
  const given = FIELDS.flatMap((name) => {
    const value = invitation[name];
    return value === undefined ? [] : [`${name}=${encoded(value)}`];
  });
  return BEGINNING + given.join('&');
}

/**
 * Reads a join URI. Fields that this version does not know are ignored.
 *
 * @returns what it says, or what is wrong with it, in words
 */
export function parseJoinUri(text: string): Invitation | { readonly fault: string } {
  const uri = text.trim();
  if (!uri.toLowerCase().startsWith(BEGINNING)) return { fault: `expected ${BEGINNING}url=…` };
  const fields = new Map<string, string>();
  for (const part of uri.slice(BEGINNING.length).split('&')) {
    const [name = '', ...rest] = part.split('=');
    const value = decoded(rest.join('='));
    if (value === null) return { fault: `${name}: is not percent-encoded as in RFC 3986` };
    if (fields.has(name)) return { fault: `${name}: expected it once` };
    fields.set(name, value);
  }
  const url = fields.get('url');
  if (url === undefined || !/^wss?:\/\/./.test(url)) return { fault: 'url: expected wss://…' };
  const said = fields.get('pin');
  const pin = said === undefined ? undefined : parsePin(said);
  if (pin === null) return { fault: 'pin: expected sha256/ and 44 characters of base64' };
  if (pin !== undefined && !url.startsWith('wss:')) return { fault: 'pin: expected a wss: url' };
  return { url, pin, user: fields.get('user'), token: fields.get('token') };
}

/** As RFC 3986, section 3.4, wants it, and no more: people read these, and a QR code grows. */
function encoded(value: string): string {
  return encodeURIComponent(value).replaceAll(/%(?:3A|2F|3D|40)/g, decodeURIComponent);
}

function decoded(value: string): string | null {
  try {
    return decodeURIComponent(value);
  } catch {
    return null;
  }
}
