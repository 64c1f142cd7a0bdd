import { useSyncExternalStore } from 'react';
import { clock } from '../../format/format';
import type { Arrival, Journal, Run } from './journal';
import { endingWords, sinceWords, sizeWords } from './words';

/** Beneath the editor: how long the answer took and how large it is; of a subscription every event with its time. */
export function JournalPanel({ journal }: { readonly journal: Journal }) {
  const run = useSyncExternalStore(journal.subscribe, journal.newest);
  if (!run) return null;
  return (
    <section className="ide-journal" aria-label="What came">
      <p role="status">{endingWords(run)}</p>
      {run.kind === 'events' && <Events run={run} />}
    </section>
  );
}

function Events({ run }: { readonly run: Run }) {
  const dropped = (run.arrivals[0]?.number ?? 1) - 1;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls is reached by keyboard
    <ol className="ide-events" aria-label="Events, newest first" tabIndex={0}>
      {[...run.arrivals].reverse().map((arrival) => (
        <Event key={arrival.number} arrival={arrival} startedAt={run.startedAt} />
      ))}
      {dropped > 0 && <li className="soft">{dropped} older ones are not shown any more.</li>}
    </ol>
  );
}

function Event({ arrival, startedAt }: { readonly arrival: Arrival; readonly startedAt: number }) {
  const { number, at, size, text } = arrival;
  return (
    <li>
      <details>
        <summary>
          <span className="ide-number">{number}</span>{' '}
          <time dateTime={new Date(at).toISOString()}>{precise(at)}</time>{' '}
          <span className="soft">{sinceWords(at - startedAt)}</span>{' '}
          <span className="soft">{sizeWords(size)}</span> <code>{text.slice(0, 300)}</code>
        </summary>
        <pre>{JSON.stringify(JSON.parse(text), undefined, 2)}</pre>
      </details>
    </li>
  );
}

/** `14:05:09.120` of this computer's clock, which saw it come. */
function precise(at: number): string {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return `${clock(at, zone, true)}.${String(at % 1000).padStart(3, '0')}`;
}
