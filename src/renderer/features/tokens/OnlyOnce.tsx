import { IconAlertTriangle } from '@tabler/icons-react';

/** Says that what is shown is shown only now. */
export function OnlyOnce({ text }: { readonly text: string }) {
  return (
    <p className="minted__once">
      <IconAlertTriangle size={22} aria-hidden />
      {text}
    </p>
  );
}
