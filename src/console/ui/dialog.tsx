import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';

interface DialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** In pixels. Default 420. */
  readonly width?: number;
  readonly children: ReactNode;
}

/** A question over the page. The scroll lock is off: it would need a `<style>` element. */
export function Dialog({ opened, onClose, title, width = 420, children }: DialogProps) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      size={width}
      centered
      lockScroll={false}
      closeButtonProps={{ 'aria-label': 'Close' }}
      transitionProps={{ duration: 0 }}
      classNames={{ content: 'dialog', header: 'dialog-header', title: 'dialog-title', body: 'dialog-body' }}
    >
      {children}
    </Modal>
  );
}
