import { lazy, Suspense, useState } from 'react';
import type { MintedToken } from '../../../contract/operator.ts';
import type { Whom } from './MintFor.tsx';
import { MintList } from './MintList.tsx';
import { MintToken } from './MintToken.tsx';

/** A start need not wait for what draws QR codes. */
const MintedTokenDialog = lazy(() => import('./MintedTokenDialog.tsx'));
const MintedListDialog = lazy(() => import('./MintedListDialog.tsx'));

/** Mints a token or many, and shows them once. */
export function MintTokenFlow({ onClose }: { readonly onClose: () => void }) {
  const [whom, setWhom] = useState<Whom>('one');
  const [minted, setMinted] = useState<readonly MintedToken[]>([]);
  const [first] = minted;
  if (first === undefined) {
    const Form = whom === 'one' ? MintToken : MintList;
    return <Form onClose={onClose} onMinted={setMinted} onWhom={setWhom} />;
  }
  return (
    <Suspense>
      {whom === 'one' ? (
        <MintedTokenDialog minted={first} onClose={onClose} />
      ) : (
        <MintedListDialog minted={minted} onClose={onClose} />
      )}
    </Suspense>
  );
}
