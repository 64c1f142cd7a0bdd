import { Modal } from '@mantine/core';
import { createContext, type ReactNode, useContext, useId, useState } from 'react';
import { t } from '../messages';
import { useFocusBack } from './focus-back';
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
  const [drafts] = useState(() => new Map<string, string>());
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
      <DraftsContext value={drafts}>{children}</DraftsContext>
    </Modal>
  );
}

/** What was typed in a dialog, by what it is about. */
const DraftsContext = createContext<Map<string, string> | undefined>(undefined);

/** A text that is there still when the dialog was closed by mistake and is opened again. Empty it once it is sent. */
export function useDraft(about: string): readonly [string, (text: string) => void] {
  const drafts = useContext(DraftsContext);
  const [text, setText] = useState(() => drafts?.get(about) ?? '');
  const change = (next: string) => {
    drafts?.set(about, next);
    setText(next);
  };
  return [text, change];
}
