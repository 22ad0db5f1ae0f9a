import type { Icon } from '@tabler/icons-react';

export type CountProps = {
  readonly id: string;
  readonly label: string;
  /** The label in full, where the short one is not enough on its own. */
  readonly long?: string;
  /** The figure as it is written; null where it is not known. */
  readonly figure: string | null;
  /** Why it is not known, for who cannot see the dash. */
  readonly unknown?: string;
  /** The shape that marks the figure. */
  readonly mark?: Icon | undefined;
  /** How bad it is, where that is for a colour. */
  readonly level?: string;
};

/** One figure of the strip. */
export function Count({ id, label, long, figure, unknown, mark: Shape, level }: CountProps) {
  return (
    <div
      className={`count count--${id}`}
      data-marked={Shape !== undefined || undefined}
      data-level={level}
      title={figure === null ? unknown : long}
    >
      <dt className="strip__label">{label}</dt>
      <dd data-testid={`count-${id}`}>
        {Shape && <Shape size={18} aria-hidden />}
        {figure ?? (
          <>
            <span aria-hidden>–</span>
            <span className="for-ears">{unknown}</span>
          </>
        )}
      </dd>
    </div>
  );
}
