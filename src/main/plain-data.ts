/** No call nests deeper, and none is made of more values than an import of settings would be. */
const DEPTH_MAX = 16;
const VALUES_MAX = 10_000;

/**
 * Whether a value is what JSON could say. IPC carries more: maps, dates, bytes and cycles, which a
 * schema for an object would partly let through as an object without fields.
 */
export function isPlainData(value: unknown): boolean {
  let left = VALUES_MAX;
  const isPlain = (at: unknown, depth: number): boolean => {
    left -= 1;
    if (left < 0 || depth > DEPTH_MAX) return false;
    if (typeof at !== 'object') return at === undefined || PRIMITIVES.includes(typeof at);
    if (at === null) return true;
    if (Array.isArray(at)) return at.every((item) => isPlain(item, depth + 1));
    const prototype: unknown = Object.getPrototypeOf(at);
    if (prototype !== Object.prototype && prototype !== null) return false;
    return Object.values(at).every((item) => isPlain(item, depth + 1));
  };
  return isPlain(value, 0);
}

const PRIMITIVES: readonly string[] = ['string', 'number', 'boolean'];
