import { useSelection } from '../../store/selection.ts';

type Props = { readonly user: string; readonly note?: string };

/** The name of a radio, which opens its story. */
export function NameButton({ user, note }: Props) {
  const show = useSelection((state) => state.show);
  const isOpen = useSelection((state) => state.open === user);
  return (
    <button
      type="button"
      className="name-button"
      aria-expanded={isOpen}
      title={user}
      onClick={() => show(isOpen ? null : user)}
    >
      <span className="cut">{user}</span>
      {note !== undefined && <span className="soft cut">{note}</span>}
    </button>
  );
}
