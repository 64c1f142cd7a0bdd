/** What was typed in a dialog: closed by mistake and opened again, it has it still. */
import { createContext, useContext, useState } from 'react';

/** By what it is about; undefined: nothing is kept. */
export const DraftsContext = createContext<Map<string, string> | undefined>(undefined);

/** Empty it once it is sent. */
export function useDraft(about: string): readonly [string, (text: string) => void] {
  const drafts = useContext(DraftsContext);
  const [text, setText] = useState(() => drafts?.get(about) ?? '');
  const change = (next: string) => {
    drafts?.set(about, next);
    setText(next);
  };
  return [text, change];
}
