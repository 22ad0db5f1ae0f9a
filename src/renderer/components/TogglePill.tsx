import type { Icon } from '@tabler/icons-react';
import './TogglePill.css';

type Props = {
  readonly icon: Icon;
  readonly label: string;
  /** How many it would leave. */
  readonly count: number;
  readonly pressed: boolean;
  readonly onChange: (pressed: boolean) => void;
};

/** Narrows a list to what it says, and tells how much that is. */
export function TogglePill({ icon: Shape, label, count, pressed, onChange }: Props) {
  return (
    <button
      type="button"
      className="toggle-pill"
      aria-pressed={pressed}
      onClick={() => onChange(!pressed)}
    >
      <Shape size={18} aria-hidden />
      {label}
      <strong>{count}</strong>
    </button>
  );
}
