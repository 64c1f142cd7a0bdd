/** Where the focus was before a dialog. Loaded with the page: a dialog itself may come only once it is opened. */
import { useEffect } from 'react';

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
export function useFocusBack(opened: boolean): void {
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
