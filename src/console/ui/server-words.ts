/** What the server names by a code or an ID, in the words of the page; where the page has none, the server's own. */
import type { StartMode } from '../generated/graphql';
import { t } from '../messages/current';
import { en } from '../messages/en';
import { list } from './format';

export function checkTitle({ code, title }: { readonly code: string; readonly title: string }): string {
  return t.named.checks[code] ?? title;
}

export function evidenceTitle({ code, title }: { readonly code: string; readonly title: string }): string {
  return t.named.evidence[code] ?? title;
}

export function consumerName(name: string): string {
  return t.named.consumers[name] ?? name;
}

/** Steps of one service or one location bear its name. */
export function stepTitle({ name, title }: { readonly name: string; readonly title: string }): string {
  return t.named.steps[name] ?? operationTitle(title);
}

/** `Stop NetPOS`, in the language of the page. */
export function operationTitle(title: string): string {
  const known = t.named.titles[title];
  if (known !== undefined) return known;
  const mode = /^Set (.+) to (.+)$/.exec(title);
  if (mode) return t.services.setModeOf(mode[1] ?? '', modeWord(mode[2] ?? ''));
  // What is made of names is the server's already.
  if (t.language === 'en') return title;
  const before = /^Stop (.+), and before it (.+)$/.exec(title);
  if (before) return t.services.stopAfter(before[1] ?? '', listed(before[2] ?? ''));
  const [, verb = '', names = ''] = /^(Start|Stop|Restart|Activate) (.+)$/.exec(title) ?? [];
  return made[verb]?.(listed(names)) ?? title;
}

/** `NetPOS, Connect and Kiosk`, as the language of the page lists them. */
function listed(names: string): string {
  return list(names.split(/, | and /));
}

/** Titles that are made of a name, by their first word. */
const made: Readonly<Record<string, (name: string) => string>> = {
  Start: (name) => t.services.start(name),
  Stop: (name) => t.services.stop(name),
  Restart: (name) => t.services.restart(name),
  Activate: (name) => t.venue.activateOne(name),
};

/** The server writes a start mode as we do in English. */
function modeWord(english: string): string {
  const modes = Object.keys(en.services.startModes) as StartMode[];
  const mode = modes.find((each) => en.services.startModes[each] === english);
  return mode === undefined ? english : t.services.startModes[mode];
}

export function choiceWords<Choice extends { name: string; title: string; consequence: string }>(
  choice: Choice,
): Pick<Choice, 'title' | 'consequence'> {
  return t.named.choices[choice.name] ?? choice;
}
