import { Resvg } from '@resvg/resvg-js';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectDir } from '../../scripts/lib/paths.mjs';

/** The sizes that desktops on Linux look for, in px. */
export const LINUX_SIZES = [16, 24, 32, 48, 64, 128, 256, 512];
const WINDOWS_SIZES = [16, 24, 32, 48, 64, 128, 256];
/** Types of the pictures in macOS's container, and their sizes in px. */
const MAC_TYPES = { icp4: 16, icp5: 32, ic07: 128, ic08: 256, ic09: 512, ic10: 1024 };

export const ICON_SVG = path.join(projectDir, 'resources', 'icon.svg');

/** @param {number} size in px */
export function png(size) {
  const picture = new Resvg(readFileSync(ICON_SVG), { fitTo: { mode: 'width', value: size } });
  return picture.render().asPng();
}

/** An icon for Windows: a directory, then the pictures. */
export function ico() {
  const pictures = WINDOWS_SIZES.map((size) => ({ size, data: png(size) }));
  const head = Buffer.alloc(6 + 16 * pictures.length);
  head.writeUInt16LE(1, 2); // type: icon
  head.writeUInt16LE(pictures.length, 4);
  let offset = head.length;
  for (const [index, { size, data }] of pictures.entries()) {
    const at = 6 + 16 * index;
    head.writeUInt8(size % 256, at); // 0 stands for 256
    head.writeUInt8(size % 256, at + 1);
    head.writeUInt16LE(1, at + 4); // colour planes
    head.writeUInt16LE(32, at + 6); // bits per pixel
    head.writeUInt32LE(data.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += data.length;
  }
  return Buffer.concat([head, ...pictures.map(({ data }) => data)]);
}

/** An icon for macOS: pictures, each behind its type and length. */
export function icns() {
  const parts = Object.entries(MAC_TYPES).map(([type, size]) => chunk(type, png(size)));
  return chunk('icns', Buffer.concat(parts));
}

/**
 * @param {string} type four letters
 * @param {Buffer} data
 */
function chunk(type, data) {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32BE(8 + data.length, 4);
  return Buffer.concat([head, data]);
}
