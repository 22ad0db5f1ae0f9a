import { create } from 'zustand';

type AlarmPanelState = { readonly isShown: boolean; readonly show: (isShown: boolean) => void };

/** Whether the list of alarms is open: a button opens it, or a key. */
export const useAlarmPanel = create<AlarmPanelState>()((set) => ({
  isShown: false,
  show: (isShown) => set({ isShown }),
}));
