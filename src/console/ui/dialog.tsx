import { Modal } from '@mantine/core';
import { type ReactNode, useEffect, useId } from 'react';
import { t } from '../messages';
import { LostConnection } from './lost-connection';

interface DialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** In pixels. Default 420. */
  readonly width?: number;
  readonly children: ReactNode;
}

/**
 * A question over the page, or over another question: the `Modal.Stack` around the console puts the newest on top, and gives Escape
 * and the keyboard to it alone. The scroll lock is off: it would need a `<style>` element.
 */
export function Dialog({ opened, onClose, title, width = 420, children }: DialogProps) {
  useFocusBack(opened);
  return (
    <Modal
      stackId={useId()}
      opened={opened}
      onClose={onClose}
      title={title}
      size={width}
      centered
      lockScroll={false}
      returnFocus={false}
      closeButtonProps={{ 'aria-label': t.ui.close }}
      transitionProps={{ duration: 0 }}
      classNames={{ content: 'dialog', header: 'dialog-header', title: 'dialog-title', body: 'dialog-body' }}
    >
      <LostConnection />
      {children}
    </Modal>
  );
}

/** Mantine's traps place the focus by timers of 0 and 10 ms when a dialog goes; the last word is ours. */
const AFTER_TRAPS = 30;

let lastFocused: HTMLElement | undefined;
// A button that is busy is disabled and has lost the focus by the time that a dialog opens, so it is remembered before.
document.addEventListener('focusin', ({ target }) => {
  // A line of a menu is gone once it is chosen: the menu's button counts.
  const isLine = target instanceof HTMLElement && target.closest('[role="menu"]') !== null;
  if (target instanceof HTMLElement && !isLine) lastFocused = target;
});

/** Once a dialog is gone, the focus is where it was before; where that is gone too, in what is left. Mantine's own return forgets it when dialogs stack. */
function useFocusBack(opened: boolean): void {
  useEffect(() => {
    if (!opened) return;
    const from = lastFocused;
    return () => void setTimeout(() => giveBack(from), AFTER_TRAPS);
  }, [opened]);
}

function giveBack(from: HTMLElement | undefined): void {
  // Another question has taken its place.
  const asked = document.activeElement?.closest('[role="dialog"]');
  if (asked && !asked.contains(from ?? null)) return;
  from?.focus();
  if (document.activeElement === from) return;
  // Still busy, or no longer there.
  const dialog = from?.closest<HTMLElement>('[role="dialog"]');
  const around = dialog?.isConnected ? dialog : document.getElementById('main');
  if (document.activeElement === document.body) around?.focus();
}
