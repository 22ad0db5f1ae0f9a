import { create } from 'qrcode';
import { useMemo } from 'react';
import './QrCode.css';

/** Modules of white around a code, without which cameras do not find it (ISO/IEC 18004, 5.3.8). */
const QUIET = 4;

type Props = { readonly text: string; readonly label: string };

/** A QR code: black on white in every theme, as many cameras read nothing else. */
export function QrCode({ text, label }: Props) {
  const { size, path } = useMemo(() => drawn(text), [text]);
  const side = size + 2 * QUIET;
  return (
    <svg
      className="qr-code"
      role="img"
      aria-label={label}
      data-text={text}
      viewBox={`${-QUIET} ${-QUIET} ${side} ${side}`}
      shapeRendering="crispEdges"
    >
      <rect x={-QUIET} y={-QUIET} width={side} height={side} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}

/** The dark modules, those that stand side by side as one bar. */
function drawn(text: string): { readonly size: number; readonly path: string } {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const { size } = modules;
  let path = '';
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      let end = column;
      while (end < size && modules.get(row, end)) end += 1;
      if (end > column) path += `M${column} ${row}h${end - column}v1h${column - end}z`;
      column = end;
    }
  }
  return { size, path };
}
