import { useSyncExternalStore } from 'react';
import { clock } from '../../format/format';
import type { Arrival, Journal, Run } from './journal';
import { endingWords, sinceWords, sizeWords } from './words';

/** Beneath the editor: how long the answer took and how large it is; of a subscription every event with its time. */
interface JournalPanelProps {
  readonly journal: Journal;
  /** The venue's. */
  readonly timeZone: string;
}

export function JournalPanel({ journal, timeZone }: JournalPanelProps) {
  const run = useSyncExternalStore(journal.subscribe, journal.newest);
  if (!run) return null;
  return (
    <section className="ide-journal" aria-label="What came">
      <p role="status">{endingWords(run)}</p>
      {run.kind === 'events' && <Events run={run} timeZone={timeZone} />}
    </section>
  );
}

function Events({ run, timeZone }: { readonly run: Run; readonly timeZone: string }) {
  const dropped = (run.arrivals[0]?.number ?? 1) - 1;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls is reached by keyboard
    <ol className="ide-events" aria-label="Events, newest first" tabIndex={0}>
      {[...run.arrivals].reverse().map((arrival) => (
        <Event key={arrival.number} arrival={arrival} startedAt={run.startedAt} timeZone={timeZone} />
      ))}
      {dropped > 0 && <li className="soft">{dropped} older ones are not shown any more.</li>}
    </ol>
  );
}

interface EventProps {
  readonly arrival: Arrival;
  readonly startedAt: number;
  readonly timeZone: string;
}

function Event({ arrival, startedAt, timeZone }: EventProps) {
  const { number, at, size, text } = arrival;
  return (
    <li>
      <details>
        <summary>
          <span className="ide-number">{number}</span>{' '}
          <time dateTime={new Date(at).toISOString()}>{precise(at, timeZone)}</time>{' '}
          <span className="soft">{sinceWords(at - startedAt)}</span>{' '}
          <span className="soft">{sizeWords(size)}</span> <code>{text.slice(0, 300)}</code>
        </summary>
        <pre>{JSON.stringify(JSON.parse(text), undefined, 2)}</pre>
      </details>
    </li>
  );
}

/** `14:05:09.120`, venue time. */
function precise(at: number, timeZone: string): string {
  return `${clock(at, timeZone, true)}.${String(at % 1000).padStart(3, '0')}`;
}
