/** After a full send: compares row counts. The cloud has completed it by then, so only a table that really lacks rows is a failure. */
import { AppError } from '../../errors/errors.js';
import type { Step, StepRun } from '../operations/steps/step.js';
import { type Clock, inTime } from '../ports/machine.js';
import type { VenueStore } from '../ports/venue-store.js';
import type { SyncJob } from '../venue/cloud.js';
import { EXPECT_SEND, SEND_ROWS } from './send-step.js';

export interface CompareParts {
  readonly venue: Pick<VenueStore, 'syncTableCounts'>;
  readonly clock: Clock;
}

type Counts = ReadonlyMap<string, number>;
interface Table {
  readonly name: string;
  /** As the sender announced it at the end. */
  readonly announced: number;
  readonly received: number;
  readonly atStart: number;
  /** Undefined: the venue's database is away. */
  readonly now: number | undefined;
}

export function compareStep(parts: CompareParts): Step {
  return {
    name: 'compare-counts',
    title: 'Compare row counts table by table',
    deadlineMs: 60_000,
    async perform(run) {
      const tables = tablesOf(run, await countsNow(parts, run));
      const short = tables.filter(isShort);
      if (short.length > 0)
        throw new AppError('SYNC_COUNT_MISMATCH', { message: `Row counts differ: ${inWords(short)}.` });
      const moved = tables.filter(isApart);
      if (moved.length > 0) {
        const message = `Rows were added or removed during the send: ${inWords(moved)}. These changes are sent separately.`;
        await run.say(message, 'WARNING');
      }
      return { tables: Object.fromEntries(tables.map(({ name, received }) => [name, received])) };
    },
  };
}

function tablesOf(run: StepRun, now: Counts | undefined): readonly Table[] {
  const job = run.resultOf(SEND_ROWS)['tables'] as SyncJob['tables'];
  return Object.entries(run.resultOf(EXPECT_SEND)['counts'] as Record<string, number>).map(
    ([name, atStart]) => {
      const sent = job.find((table) => table.name === name);
      const [announced, received] = [sent?.rowsExpected ?? atStart, sent?.rowsReceived ?? 0];
      return { name, announced, received, atStart, now: now && (now.get(name) ?? 0) };
    },
  );
}

/** So much may come and go in a table while it is sent without a trace in its counts. */
const CAME_AND_WENT = { rows: 10, share: 0.01 };

/** The cloud has less than was announced to it and less than is there; or much less, or nothing, of what was there at both ends. */
function isShort({ announced, received, atStart, now }: Table): boolean {
  if (now !== undefined && received < announced && received < now) return true;
  const always = Math.min(atStart, now ?? atStart);
  const missing = always - received;
  return (
    missing > Math.max(CAME_AND_WENT.rows, always * CAME_AND_WENT.share) || (received === 0 && missing > 0)
  );
}

/** What a trading venue does meanwhile: worth a word, no failure. */
function isApart({ received, atStart, now = atStart }: Table): boolean {
  return received < Math.min(atStart, now) || received > Math.max(atStart, now);
}

function inWords(tables: readonly Table[]): string {
  return tables
    .map(({ name, atStart, now = atStart, received }) =>
      now === atStart
        ? `${name} (venue ${now}, cloud ${received})`
        : `${name} (venue ${atStart} at the start and ${now} now, cloud ${received})`,
    )
    .join(', ');
}

const COUNT_FOR_MS = 40_000;

/** Undefined when the database doesn't say in time: then only the job's own numbers are compared with each other. */
async function countsNow({ venue, clock }: CompareParts, run: StepRun): Promise<Counts | undefined> {
  const counting = run.query(() => venue.syncTableCounts()).catch(() => undefined);
  const counted = await inTime(clock, COUNT_FOR_MS, counting);
  if (counted) return new Map(counted.map(({ table, rows }) => [table, rows]));
  const message =
    'The current row counts of the venue database could not be read. The counts of the cloud are compared instead.';
  await run.say(message, 'WARNING');
  return undefined;
}
