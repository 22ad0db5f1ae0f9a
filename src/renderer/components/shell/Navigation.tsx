import { useTranslation } from 'react-i18next';
import { useUnreadSum } from '../../store/unread.ts';
import { useView, VIEWS } from '../../store/view.ts';
import { UnreadMark } from '../UnreadMark.tsx';
import { VIEW_ICON } from './view-icons.ts';
import './Navigation.css';

/** The way to every view, each with its number key. */
export function Navigation() {
  const { t } = useTranslation();
  const { view: open, show } = useView();
  const unread = useUnreadSum();
  return (
    <nav className="navigation" aria-label={t('views_label')}>
      {VIEWS.map((view, index) => {
        const Shape = VIEW_ICON[view];
        return (
          <button
            key={view}
            type="button"
            className="navigation__item"
            aria-current={view === open ? 'page' : undefined}
            aria-keyshortcuts={String(index + 1)}
            onClick={() => show(view)}
          >
            <Shape size={26} stroke={1.75} aria-hidden />
            <span>{t(`views.${view}`)}</span>
            {view === 'messages' && <UnreadMark count={unread} />}
            <kbd aria-hidden>{index + 1}</kbd>
          </button>
        );
      })}
    </nav>
  );
}
