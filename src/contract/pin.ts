/**
 * A pin: the SHA-256 of a certificate's public key (its SubjectPublicKeyInfo in DER), written
 * `sha256/` and base64 as in RFC 7469, section 2.1.1. For people it is the same in hexadecimal.
 */
export type Pin = string;

const PREFIX = 'sha256/';
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const BYTES = 32;

/**
 * A pin from what people type or paste.
 *
 * @param text `sha256/` and base64, or 64 hexadecimal digits, spaces and colons between them ignored
 * @returns null for a text that is no pin
 */
export function parsePin(text: string): Pin | null {
  const trimmed = text.trim();
  const digits = trimmed.replaceAll(/[\s:]/g, '').toLowerCase();
  if (/^[\da-f]{64}$/.test(digits)) {
    return PREFIX + base64((digits.match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16)));
  }
  if (!/^sha256\/[A-Za-z\d+/]{43}=$/.test(trimmed)) return null;
  // The last digit holds four bits only: two spellings of one pin would not compare as equal.
  return base64(bytesOf(trimmed)) === trimmed.slice(PREFIX.length) ? trimmed : null;
}

/** A pin to be read aloud and compared: `1A2B 3C4D …`, sixteen groups of four. */
export function pinInGroups(pin: Pin): string {
  const hex = bytesOf(pin).map((byte) => byte.toString(16).padStart(2, '0'));
  return (hex.join('').toUpperCase().match(/.{4}/g) ?? []).join(' ');
}

function bytesOf(pin: Pin): number[] {
  const bytes: number[] = [];
  let [bits, length] = [0, 0];
  for (const digit of pin.slice(PREFIX.length).replace(/=+$/, '')) {
    bits = ((bits << 6) | BASE64.indexOf(digit)) & 0x3fff;
    length += 6;
    if (length >= 8) {
      length -= 8;
      bytes.push((bits >> length) & 0xff);
    }
  }
  return bytes.slice(0, BYTES);
}

function base64(bytes: readonly number[]): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b, c] = bytes.slice(at, at + 3);
    const bits = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    const digit = (shift: number): string => BASE64.charAt((bits >> shift) & 63);
    text += digit(18) + digit(12) + (b === undefined ? '=' : digit(6));
    text += c === undefined ? '=' : digit(0);
  }
  return text;
}
