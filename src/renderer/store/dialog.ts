import { create } from 'zustand';

/** What can be asked for from anywhere: a button, a key or the palette. */
type OpenDialog =
  | { readonly kind: 'new_channel' }
  | { readonly kind: 'mint_token' }
  | { readonly kind: 'kick'; readonly users: readonly string[] }
  | { readonly kind: 'ban'; readonly users: readonly string[] }
  | { readonly kind: 'sanctions' }
  | {
      readonly kind: 'message';
      readonly channels: readonly string[];
      /** The radios for whom it is meant, where it is. */
      readonly users?: readonly string[];
    }
  | { readonly kind: 'tones' }
  | { readonly kind: 'palette' }
  | { readonly kind: 'keys' };

type DialogState = {
  readonly dialog: OpenDialog | null;
  readonly open: (dialog: OpenDialog) => void;
  readonly close: () => void;
};

export const useDialog = create<DialogState>()((set) => ({
  dialog: null,
  open: (dialog) => set({ dialog }),
  close: () => set({ dialog: null }),
}));
