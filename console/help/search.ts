/** Finding sections of the help by their words. */

export interface HelpSection {
  /** Where it is, e.g. /help/console#resync */
  readonly href: string;
  /** Of its document. */
  readonly title: string;
  readonly heading: string;
  readonly text: string;
}

const MOST = 12;

/** Every word must be in the section or in the name of its document; those with all of them in the heading come first. */
export function foundIn(sections: readonly HelpSection[], asked: string): readonly HelpSection[] {
  const words = asked.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const has = (text: string) => words.every((word) => text.toLowerCase().includes(word));
  const weight = ({ heading, title }: HelpSection) => (has(heading) ? 0 : has(`${heading} ${title}`) ? 1 : 2);
  return sections
    .filter(({ title, heading, text }) => has(`${title} ${heading} ${text}`))
    .toSorted((one, other) => weight(one) - weight(other))
    .slice(0, MOST);
}

/** As a link, with the name of its document. */
export function lineOf({ href, heading, title }: HelpSection): HTMLElement {
  const line = document.createElement('li');
  const link = document.createElement('a');
  link.href = href;
  link.textContent = heading;
  const where = document.createElement('span');
  where.className = 'soft';
  where.textContent = heading === title ? '' : ` ${title}`;
  line.append(link, where);
  return line;
}
