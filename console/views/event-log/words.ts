/** How the server's event log reads aloud. */

import { list } from '../../format/format';
import type { EventLevel, EventLogQuery } from '../../generated/graphql';
import { t } from '../../messages';
import type { Mark, Tone } from '../../ui/state-mark';

export type EventRow = NonNullable<EventLogQuery['eventLog']>['edges'][number]['node'];

const tones: Readonly<Record<EventLevel, Tone>> = {
  VERBOSE: 'idle',
  INFORMATION: 'idle',
  WARNING: 'warn',
  ERROR: 'bad',
};

export function levelMark(level: EventLevel): Mark {
  return { tone: tones[level], word: t.events.levels[level] };
}

/** How often new lines are searched for, in milliseconds. PowerShell reads them: for words, up to 5,000 entries of each log. */
export function lookEvery(text: string): number {
  return text.trim() === '' ? 5_000 : 30_000;
}

/** What there is to choose from: the sources seen, and the one that is chosen. */
export function sourcesIn(rows: readonly EventRow[], chosen: string): readonly string[] {
  return [...new Set([...rows.map(({ source }) => source), ...(chosen ? [chosen] : [])])].sort();
}

/** `Two errors and one warning in the newest 50 lines.` */
export function eventsSentence(
  rows: readonly EventRow[],
  { follows, isFiltered, hasMore }: Record<'follows' | 'isFiltered' | 'hasMore', boolean>,
): string {
  const how = follows ? t.events.comeByThemselves : t.events.paused;
  if (isFiltered) return `${t.events.matching(rows.length, hasMore)} ${how}`;
  const number = (level: EventLevel) => rows.filter((row) => row.level === level).length;
  const [errors, warnings] = [number('ERROR'), number('WARNING')];
  const found = [errors > 0 && t.events.errors(errors), warnings > 0 && t.events.warnings(warnings)];
  const said = list(found.filter((each) => each !== false)) || t.events.noneOfBoth;
  return `${t.events.inNewest(said, rows.length)} ${how}`;
}
