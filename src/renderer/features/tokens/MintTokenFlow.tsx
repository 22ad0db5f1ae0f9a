import { useState } from 'react';
import type { MintedToken } from '../../../contract/operator.ts';
import { MintedTokenDialog } from './MintedTokenDialog.tsx';
import { MintToken } from './MintToken.tsx';

/** Mints a token, and shows it once. */
export function MintTokenFlow({ onClose }: { readonly onClose: () => void }) {
  const [minted, setMinted] = useState<MintedToken | null>(null);
  if (minted === null) return <MintToken onClose={onClose} onMinted={setMinted} />;
  return <MintedTokenDialog minted={minted} onClose={onClose} />;
}
