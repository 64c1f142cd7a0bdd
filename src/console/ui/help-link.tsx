import { t } from '../messages';
import { helpOf } from '../navigation/help';
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
