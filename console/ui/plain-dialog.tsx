import { type ReactNode, useEffect, useRef } from 'react';
import { t } from '../messages';

interface PlainDialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children?: ReactNode;
}

/** The browser's own, for when ours can't be loaded. */
export function PlainDialog({ title, onClose, children }: PlainDialogProps) {
  const place = useRef<HTMLDialogElement>(null);
  useEffect(() => place.current?.showModal(), []);
  return (
    <dialog ref={place} className="panel plain-dialog" aria-label={title} onClose={onClose}>
      <div className="panel-head">
        <h2>{title}</h2>
        <button type="button" className="text-button" onClick={onClose}>
          {t.ui.close}
        </button>
      </div>
      {children}
    </dialog>
  );
}
