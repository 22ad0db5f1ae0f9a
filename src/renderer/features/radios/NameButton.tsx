import { MuteMark } from '../../components/MuteMark.tsx';
import { useSelection } from '../../store/selection.ts';

type Props = { readonly user: string; readonly note?: string; readonly muted?: boolean };

/** The name of a radio, which opens its story. */
export function NameButton({ user, note, muted = false }: Props) {
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
      <span className="name-button__note">
        {note !== undefined && <span className="soft">{note}</span>}
        {muted && <MuteMark />}
      </span>
    </button>
  );
}
