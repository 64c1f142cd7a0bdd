/** In which language the page speaks: by choice, else as the browser asks, else English. Any other than English comes when it is wanted. */
import { useSyncExternalStore } from 'react';
import { en, type Language, type Messages } from './en';

/** The words of now. They are read where they are said and kept nowhere: after another choice they are others. */
export let t: Messages = en;

/** By their own names, as somebody looks for their own. */
export const LANGUAGES: Readonly<Record<Language, string>> = { en: 'English', de: 'Deutsch' };

const others: Readonly<Record<Exclude<Language, 'en'>, () => Promise<Messages>>> = {
  de: async () => (await import('./de')).de,
};

const KEY = 'venue-control.language';
const listeners = new Set<() => void>();
let wanted: Language = 'en';

/** Before anything is drawn. */
export async function speakAsAsked(): Promise<void> {
  await speak(languageOf(localStorage.getItem(KEY), navigator.languages));
}

/** From now on, and on this machine also the next time. */
export async function choose(language: Language): Promise<void> {
  if (await speak(language)) localStorage.setItem(KEY, language);
}

/** Redraws whoever is called from the top, so that all beneath says its words anew. */
export function useLanguage(): Language {
  return useSyncExternalStore(subscribe, () => t.language);
}

/** For an element with a sentence of the server's, which is English: undefined where the whole page is. */
export function english(): 'en' | undefined {
  return t.language === 'en' ? undefined : 'en';
}

/** `chosen` where we speak it, else the first of the browser's that we speak. */
export function languageOf(chosen: string | null, asked: readonly string[]): Language {
  const known = [chosen ?? '', ...asked].map((each) => each.split('-')[0] ?? '');
  return known.find((each): each is Language => Object.hasOwn(LANGUAGES, each)) ?? 'en';
}

/** False: its words did not come, or another was chosen meanwhile. The page goes on as it was. */
export async function speak(language: Language): Promise<boolean> {
  wanted = language;
  const words = language === 'en' ? en : await others[language]().catch(() => undefined);
  if (!words || wanted !== language) return false;
  t = words;
  if (typeof document !== 'undefined') document.documentElement.lang = language;
  for (const listener of listeners) listener();
  return true;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
