import { inflateSync } from 'node:zlib';

/** A colour as PDF has it: red, green and blue from 0 to 1. */
type Rgb = readonly [number, number, number];

const STREAM = /stream\r?\n/g;
const FILL = /(?:^|\s)([\d.]+) ([\d.]+) ([\d.]+) rg(?=\s)/g;

/** The colours that areas and letters of a PDF are filled with (operator `rg`, ISO 32000-1, 8.6.8). */
export function pdfFills(pdf: Buffer): Rgb[] {
  return contents(pdf).flatMap((text) =>
    [...text.matchAll(FILL)].map(([, r, g, b]): Rgb => [Number(r), Number(g), Number(b)]),
  );
}

/** What is drawn, as far as it is compressed the way Chromium does it. */
function contents(pdf: Buffer): string[] {
  const text = pdf.toString('latin1');
  return [...text.matchAll(STREAM)].flatMap(({ 0: start, index }) => {
    const from = index + start.length;
    try {
      return [inflateSync(pdf.subarray(from, text.indexOf('endstream', from))).toString('latin1')];
    } catch {
      return [];
    }
  });
}
