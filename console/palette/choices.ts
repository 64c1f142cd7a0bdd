/** What the palette offers: every page, and what can be done from anywhere. */
import type { VenueAround } from '../data/contexts';
import type { ServiceRow } from '../data/use-services';
import { permissionPath } from '../format/format';
import { type Messages, t } from '../messages';
import { missingFor } from '../navigation/may-open';
import { helpOf, href, withFilters } from '../navigation/route';
import { type CommandName, likelyCommand, offeredCommands } from '../views/service-table/commands';

export interface Choice {
  readonly id: string;
  readonly name: string;
  /** What it is, beside its name. */
  readonly kind: keyof Messages['palette']['kinds'];
  /** In the place of its kind: why it is not in the navigation. */
  readonly note?: string;
  /** Where it leads, or what it does. */
  readonly to: string | (() => void);
}

/** Those that the clerk may not open stay, with what they need: their page says who can grant it. */
export function pageChoices(
  pages: readonly { readonly view: keyof Messages['pages'] }[],
  around: Pick<VenueAround, 'mayDo' | 'viewer'>,
): readonly Choice[] {
  return pages.map(({ view }) => {
    const missing = missingFor(view, around);
    const choice = { id: `page-${view}`, name: t.pages[view], kind: 'page' as const, to: href(view) };
    return missing ? { ...choice, note: t.palette.needs(permissionPath(missing)) } : choice;
  });
}

/** In a tab of its own: what is being done stays as it is. */
export function helpChoices(pages: readonly { readonly view: keyof Messages['pages'] }[]): readonly Choice[] {
  return pages.map(({ view }) => ({
    id: `help ${view}`,
    name: t.ui.helpAbout(t.pages[view]),
    kind: 'help',
    to: () => void open(helpOf(view), '_blank', 'noopener'),
  }));
}

/** As its row would offer it; the question before it is asked on the page of the services. */
export function serviceChoices(services: readonly ServiceRow[]): readonly Choice[] {
  return services
    .filter(({ installed }) => installed)
    .flatMap((service) =>
      [likelyCommand(service), ...offeredCommands(service)].map((command) => ({
        id: `${command}-${service.key}`,
        name: `${t.services[command](service.displayName)}…`,
        kind: 'service' as const,
        to: askFor(command, service.key),
      })),
    );
}

function askFor(command: CommandName, key: string): string {
  return withFilters(href('services'), { ask: command, service: key });
}

/** Those in whose name each word begins a word, in any order; all without a word. */
export function found(choices: readonly Choice[], text: string): readonly Choice[] {
  const words = wordsOf(text);
  return choices.filter(({ name }) => {
    const parts = wordsOf(name);
    return words.every((word) => parts.some((part) => part.startsWith(word)));
  });
}

function wordsOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}
