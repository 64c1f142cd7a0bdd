import { Button } from '@mantine/core';
import { t } from '../messages';
import { helpOf, helpOfCode, href } from '../navigation/route';
import { IconHelp } from './icons';

interface HelpLinkProps {
  /** A view of the console, or `sign-in`. */
  readonly view: string;
  /** Of what has no name in the rail. */
  readonly title: string;
}

/** The ? of a page. It opens beside what is being done, which stays as it is. */
export function HelpLink({ view, title }: HelpLinkProps) {
  const pages: Readonly<Record<string, string>> = t.pages;
  const label = t.ui.helpAbout(pages[view] ?? title);
  return (
    <a
      className="help-link"
      href={helpOf(view)}
      target="_blank"
      rel="noopener"
      hrefLang="en"
      aria-label={label}
      title={label}
    >
      <IconHelp size={20} />
    </a>
  );
}

/** What the server calls an error; it leads to its line in the help. */
export function CodeLink({ code }: { readonly code: string }) {
  return (
    <a href={helpOfCode(code)} target="_blank" rel="noopener" hrefLang="en">
      <code>{code}</code>
    </a>
  );
}

interface ViewLinkProps {
  readonly view?: string | undefined;
  /** Of one operation. */
  readonly id?: string | undefined;
}

/** The way to where something is done about it; nothing where there is no such page. */
export function ViewLink({ view, id }: ViewLinkProps) {
  const word = linkWord({ view, id });
  return view === undefined || word === undefined ? null : <a href={href(view, id)}>{word}</a>;
}

/** The same as a page's one primary action. */
export function ViewButton({ view, id }: ViewLinkProps) {
  const word = linkWord({ view, id });
  if (view === undefined || word === undefined) return null;
  return (
    <Button component="a" href={href(view, id)}>
      {word}
    </Button>
  );
}

/** Pages that no one is sent to have no words. */
function linkWord({ view = '', id }: ViewLinkProps): string | undefined {
  const words: Readonly<Record<string, string>> = t.ui.links;
  return id === undefined ? words[view] : t.ui.openIt;
}
