import { Modal } from '@mantine/core';
import { useLayoutEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

type Props = {
  readonly title: string;
  /** Whether a click beside it closes it: not where something typed or shown once would be lost. */
  readonly isFirm?: boolean;
  /** For what has columns. */
  readonly isWide?: boolean;
  readonly children: ReactNode;
  readonly onClose: () => void;
};

/** A dialog; Escape closes it, and the focus goes back to where it was. */
export function Dialog({ title, isFirm = false, isWide = false, children, onClose }: Props) {
  const { t } = useTranslation();
  useFocusBack();
  return (
    <Modal.Root
      opened
      onClose={onClose}
      closeOnClickOutside={!isFirm}
      // The page itself never scrolls, and the lock would have to inject a style sheet.
      lockScroll={false}
      centered
      // On a small laptop every line counts.
      yOffset="2.5dvh"
      size={isWide ? '52rem' : '36rem'}
      transitionProps={{ duration: 120 }}
    >
      <Modal.Overlay backgroundOpacity={0.6} />
      <Modal.Content>
        <Modal.Header role="presentation">
          <Modal.Title>{title}</Modal.Title>
          <Modal.CloseButton aria-label={t('common.close')} />
        </Modal.Header>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

/** Mantine gives the focus back when a dialog closes; these are taken away while they are open. */
function useFocusBack(): void {
  useLayoutEffect(() => {
    const before = document.activeElement;
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
}
