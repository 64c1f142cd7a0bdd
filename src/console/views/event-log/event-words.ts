/** How the server's event log reads aloud. */
import type { EventLevel, EventLogQuery } from '../../generated/graphql';
import type { Tone } from '../../ui/state-mark';

export type EventRow = NonNullable<EventLogQuery['eventLog']>['edges'][number]['node'];

const levels: Readonly<Record<EventLevel, readonly [Tone, string]>> = {
  VERBOSE: ['idle', 'Detail'],
  INFORMATION: ['idle', 'Information'],
  WARNING: ['warn', 'Warning'],
  ERROR: ['bad', 'Error'],
};

export const levelChoices = [
  { value: '', label: 'All' },
  { value: 'INFORMATION', label: 'Information and worse' },
  { value: 'WARNING', label: 'Warnings and errors' },
  { value: 'ERROR', label: 'Errors' },
];

export function levelMark(level: EventLevel): { readonly tone: Tone; readonly word: string } {
  const [tone, word] = levels[level];
  return { tone, word };
}

/** Lines in which every word of the text stands, in any case and order: in the message, the source or the number. */
export function withText(rows: readonly EventRow[], text: string): readonly EventRow[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter(({ message, source, eventId }) => {
    const line = `${message} ${source} ${eventId ?? ''}`.toLowerCase();
    return words.every((word) => line.includes(word));
  });
}

/** What there is to choose from: the sources seen, and the one that is chosen. */
export function sourcesIn(rows: readonly EventRow[], chosen: string): readonly string[] {
  return [...new Set([...rows.map(({ source }) => source), ...(chosen ? [chosen] : [])])].sort();
}

/** `Two errors and one warning in the newest 50 lines.` */
export function eventsSentence(rows: readonly EventRow[], follows: boolean): string {
  const number = (level: EventLevel) => rows.filter((row) => row.level === level).length;
  const say = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`;
  const [errors, warnings] = [number('ERROR'), number('WARNING')];
  const found =
    errors + warnings === 0
      ? 'No warning and no error'
      : [errors > 0 && say(errors, 'error'), warnings > 0 && say(warnings, 'warning')]
          .filter(Boolean)
          .join(' and ');
  const how = follows ? 'New lines come by themselves.' : 'It stands still until you follow it again.';
  return `${found} in the newest ${say(rows.length, 'line')}. ${how}`;
}
