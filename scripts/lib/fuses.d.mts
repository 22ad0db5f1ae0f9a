export const FUSES: Readonly<Record<string, boolean>>;
export function setFuses(executable: string): Promise<void>;
export function readFuses(executable: string): Promise<Record<string, boolean>>;
