import { t } from '../messages';
import { href } from '../navigation/route';

interface ViewLinkProps {
  readonly view?: string | undefined;
  /** Of one operation. */
  readonly id?: string | undefined;
}

/** The way to where something is done about it; nothing where there is no such page. */
export function ViewLink({ view, id }: ViewLinkProps) {
  // Pages that no one is sent to have no words.
  const words: Readonly<Record<string, string>> = t.ui.links;
  const word = id === undefined ? words[view ?? ''] : t.ui.openIt;
  return view === undefined || word === undefined ? null : <a href={href(view, id)}>{word}</a>;
}
