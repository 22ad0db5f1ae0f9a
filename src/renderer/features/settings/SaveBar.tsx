import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useSettings } from './settings-store.ts';

/** What has been changed and is not saved; there only while there is something. */
export function SaveBar() {
  const { t } = useTranslation();
  const { draft, faults, error, busy, discard } = useSettings();
  const count = Object.keys(draft).length;
  const wrong = new Set(faults.map(({ field }) => field)).size;
  if (count === 0) return error === null ? null : <ErrorNote error={error} />;
  return (
    <div className="settings__save">
      <div role="status">
        <p>{t('settings.unsaved', { count })}</p>
        {wrong > 0 && <p className="settings__faults">{t('settings.faults', { count: wrong })}</p>}
        {error !== null && <ErrorNote error={error} />}
      </div>
      <Button variant="default" onClick={discard}>
        {t('settings.discard')}
      </Button>
      <Button type="submit" variant="filled" loading={busy}>
        {t('settings.save')}
      </Button>
    </div>
  );
}
