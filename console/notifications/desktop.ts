/** Notifications of the browser: only where someone has chosen them, on this machine, and while the page can't be seen. */
import { useSyncExternalStore } from 'react';
import type { News } from './notification';

const KEY = 'venue-control.notify';
const listeners = new Set<() => void>();

export type Choice = 'on' | 'off' | 'refused' | 'impossible';

/** `refused`: the browser blocks them from this address. */
export function useNotificationChoice(): Choice {
  return useSyncExternalStore(subscribe, choice);
}

/** Turns them on or off; asks the browser the first time, and only here: someone has pressed for it. */
export async function chooseNotifications(): Promise<Choice> {
  if (choice() === 'on') localStorage.removeItem(KEY);
  else if ('Notification' in globalThis && (await Notification.requestPermission()) === 'granted')
    localStorage.setItem(KEY, 'on');
  for (const listener of listeners) listener();
  return choice();
}

export function notify({ id, headline, sentence }: News): void {
  if (choice() !== 'on' || !document.hidden) return;
  const shown = new Notification(headline, { body: sentence, tag: id });
  shown.onclick = () => {
    focus();
    shown.close();
  };
}

function choice(): Choice {
  if (!('Notification' in globalThis)) return 'impossible';
  if (Notification.permission === 'denied') return 'refused';
  return Notification.permission === 'granted' && localStorage.getItem(KEY) === 'on' ? 'on' : 'off';
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
