/** The history of the venue. Newest first by the time of the change, so that a page costs the same however long the history is. */
import {
  type Expression,
  type ExpressionBuilder,
  type Kysely,
  type Selectable,
  type SqlBool,
  sql,
} from 'kysely';
import type {
  Bucket,
  HistoryChange,
  HistoryInterval,
  HistoryParams,
  HistoryStore,
  IntervalPage,
  Metric,
} from '../../domain/ports/history-store.js';
import { optionalJsonOf, timeOf } from '../columns.js';
import type { Scope } from '../database.js';
import { keyIn } from '../sqlite/statements.js';
import { reader } from './rows.js';
import type { HistoryTable, StateTables } from './tables.js';

const COLUMNS = {
  heartbeatAge: 'heartbeat_age',
  rowsSent: 'rows_sent',
  rowsWaiting: 'rows_waiting',
  rowsFailed: 'rows_failed',
} as const satisfies Record<Metric, string>;

export function historyStore({ db, atomically }: Scope<StateTables>): HistoryStore {
  return {
    async record(changes, samples) {
      await atomically(async (trx) => {
        for (const change of changes) await write(trx, change);
        for (const sample of samples) {
          const figures = Object.entries(COLUMNS).map(([name, column]) => [
            column,
            sample[name as Metric] ?? null,
          ]);
          await trx
            .insertInto('history_sample')
            .values({ at: secondsOf(sample.at), ...(Object.fromEntries(figures) as Figures) })
            // The clock was set back: the first one counts.
            .onConflict((on) => on.column('at').doNothing())
            .execute();
        }
      });
    },

    async endOpen(at) {
      await db
        .updateTable('history')
        .set({ ended_at: notBefore(at) })
        .where('ended_at', 'is', null)
        .where('lane', '!=', 'VERSION')
        .execute();
    },

    async listOpen() {
      const rows = await db
        .selectFrom('history')
        .selectAll()
        .where('ended_at', 'is', null)
        .orderBy('id')
        .execute();
      return rows.map(toInterval);
    },

    async findLastMark() {
      const marks = await Promise.all([
        db
          .selectFrom('history')
          .select('began_at as at')
          .orderBy('began_at', 'desc')
          .limit(1)
          .executeTakeFirst(),
        db
          .selectFrom('history')
          .select('ended_at as at')
          .where('ended_at', 'is not', null)
          .orderBy('ended_at', 'desc')
          .limit(1)
          .executeTakeFirst(),
        db.selectFrom('history_sample').select('at').orderBy('at', 'desc').limit(1).executeTakeFirst(),
      ]);
      const times = marks.flatMap((row) =>
        row?.at ? [typeof row.at === 'number' ? row.at * 1000 : timeOf(row.at).getTime()] : [],
      );
      return times.length > 0 ? new Date(Math.max(...times)) : undefined;
    },

    async findBegin() {
      const first = await db
        .selectFrom('history')
        .select('began_at')
        .where('lane', '=', 'SERVER')
        .orderBy('began_at')
        .limit(1)
        .executeTakeFirst();
      return first && timeOf(first.began_at);
    },

    async listIntervals(page) {
      const { from, first } = page;
      const began = await listPage(db, page, first, (row) => row('began_at', '>=', from));
      if (began.length === first) return began;
      const wasSo = await listPage(db, page, first - began.length, (row) =>
        row.and([
          row('began_at', '<', from),
          row.or([row('ended_at', '>', from), row('ended_at', 'is', null)]),
        ]),
      );
      return [...began, ...wasSo];
    },

    async listBuckets({ metric, from, to, stepSeconds }) {
      const value = sql.ref(COLUMNS[metric]);
      const start = secondsOf(from);
      const { rows } = await sql<Bucket>`
        select cast((at - ${start}) / ${stepSeconds} as integer) as "index", min(${value}) as min, avg(${value}) as mean, max(${value}) as max
        from history_sample where at >= ${start} and at < ${secondsOf(to)} and ${value} is not null
        group by 1 order by 1`.execute(db);
      return rows;
    },

    async dropIntervals(endedBefore, most) {
      const old = db
        .selectFrom('history')
        .select('id')
        .where('ended_at', '<', endedBefore)
        .orderBy('ended_at')
        .limit(most);
      const { numDeletedRows } = await db.deleteFrom('history').where('id', 'in', old).executeTakeFirst();
      return Number(numDeletedRows);
    },

    async dropSamples(before, most) {
      const old = db
        .selectFrom('history_sample')
        .select('at')
        .where('at', '<', secondsOf(before))
        .orderBy('at')
        .limit(most);
      const { numDeletedRows } = await db
        .deleteFrom('history_sample')
        .where('at', 'in', old)
        .executeTakeFirst();
      return Number(numDeletedRows);
    },
  };
}

type Figures = { [Column in (typeof COLUMNS)[Metric]]: number | null };

async function write(db: Kysely<StateTables>, change: HistoryChange): Promise<void> {
  const { lane, subject, state, at, code, params } = change;
  const open = await db
    .selectFrom('history')
    .select(['id', 'state', 'code'])
    .where('lane', '=', lane)
    .where('subject', '=', subject)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  if (open && open.state === state && open.code === code) return;
  if (open)
    await db
      .updateTable('history')
      .set({ ended_at: notBefore(at) })
      .where('id', '=', open.id)
      .execute();
  if (state === undefined) return;
  await db
    .insertInto('history')
    .values({
      lane,
      subject,
      previous_state: open?.state ?? null,
      state,
      began_at: at,
      ended_at: null,
      code,
      params: Object.keys(params).length > 0 ? JSON.stringify(params) : null,
    })
    .execute();
}

/** The clock may be set back: nothing ends before it began. */
function notBefore(at: Date) {
  return sql<Date>`max(began_at, ${at})`;
}

async function listPage(
  db: Kysely<StateTables>,
  { to, lanes, after }: IntervalPage,
  first: number,
  where: (row: ExpressionBuilder<StateTables, 'history'>) => Expression<SqlBool>,
): Promise<readonly HistoryInterval[]> {
  let query = db
    .selectFrom('history')
    .selectAll()
    .where('began_at', '<', to)
    .where(keyIn('lane', lanes))
    .where(where);
  if (after !== undefined) {
    const { beganAt, id } = after;
    // Says again what the next condition says, in the form that an index can seek by.
    query = query
      .where('began_at', '<=', beganAt)
      .where((row) => row.or([row('began_at', '<', beganAt), row('id', '<', id)]));
  }
  const rows = await query.orderBy('began_at', 'desc').orderBy('id', 'desc').limit(first).execute();
  return rows.map(toInterval);
}

const intervalOf = reader<Omit<HistoryInterval, 'id' | 'params'>>({ beganAt: 'time', endedAt: 'time' });

function toInterval({ id, params, ...row }: Selectable<HistoryTable>): HistoryInterval {
  return { id, ...intervalOf(row), params: optionalJsonOf<HistoryParams>(params) ?? {} };
}

function secondsOf(time: Date): number {
  return Math.floor(time.getTime() / 1000);
}
