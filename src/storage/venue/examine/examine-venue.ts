/** Examines the venue's database: what it says of itself, its views as they are declared, and a sample of each. */
import type { DoctorRow } from '../../../domain/ports/doctor-row.js';
import type { Database } from '../../database.js';
import type { DatabaseExamination, DeclaredColumn } from '../../venue-schema/database-examination.js';
import type { VenueTables } from '../../venue-schema/tables.js';
import { VENUE_VIEWS, type VenueView, type VenueViewName } from '../../venue-schema/views.js';
import { type Problem, problemsIn } from './plausibility.js';
import { readSample, type Sample, wrongValues } from './view-samples.js';

/** Rejects while the database is unavailable. */
export async function examineVenue(
  database: Database<VenueTables>,
  now: () => Date,
): Promise<readonly DoctorRow[]> {
  const { db, engine } = database;
  const examination = await engine.examine(db, now);
  const wrong = columnRows(examination, VENUE_VIEWS);
  const asDescribed = VENUE_VIEWS.filter(({ name }) => wrong.every(({ part }) => part !== `view ${name}`));
  const samples: Partial<Record<VenueViewName, Sample>> = {};
  const unread: DoctorRow[] = [];
  for (const view of asDescribed) {
    try {
      samples[view.name] = await readSample(engine, db, view);
    } catch (error) {
      unread.push(badRow(examination, view, `can't be read: ${inShort(error)}`));
    }
  }
  const implausible = asDescribed.flatMap((view) => problemRows(examination, view, samples, now()));
  const rows = Object.values(samples).reduce((sum, sample) => sum + sample.rows.length, 0);
  const summary: DoctorRow = {
    part: 'views',
    ok: true,
    detail: `${asDescribed.length} of ${VENUE_VIEWS.length} as described; ${rows.toLocaleString('en')} rows checked`,
  };
  return [...examination.rows, summary, ...wrong, ...unread, ...implausible];
}

function problemRows(
  examination: DatabaseExamination,
  view: VenueView & { readonly name: VenueViewName },
  samples: Partial<Record<VenueViewName, Sample>>,
  now: Date,
): readonly DoctorRow[] {
  const sample = samples[view.name];
  if (sample === undefined) return [];
  const values: Problem[] = wrongValues(sample, now).map((text) => ({ text }));
  const found = [...values, ...problemsIn(view.name, samples)];
  const errors = found.filter(({ warning }) => !warning);
  const warnings = found.filter(({ warning }) => warning);
  return [
    ...(errors.length > 0 ? [badRow(examination, view, errors.map(({ text }) => text).join('; '))] : []),
    ...warnings.map(({ text, remedy }) => ({
      ...badRow(examination, view, text),
      ok: true as const,
      warning: true as const,
      ...(remedy !== undefined && { remedy }),
    })),
  ];
}

function badRow(examination: DatabaseExamination, { name }: VenueView, text: string): DoctorRow {
  return { part: `view ${name}`, ok: false, detail: `${text}.`, remedy: examination.fix(name) };
}

function inShort(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replaceAll(/\s+/g, ' ').replace(/\.$/, '').slice(0, 200);
}

/**
 * Holds the views that are there against their description: names and types. One bad row for each view that isn't as it should be. Columns
 * besides those described disturb no one.
 */
function columnRows(examination: DatabaseExamination, views: readonly VenueView[]): readonly DoctorRow[] {
  return views.flatMap((view) => {
    const declared = examination.views.get(view.name);
    const wrong =
      declared === undefined
        ? ['is not there, or the login may not read it']
        : differences(examination, view, declared);
    if (wrong.length === 0) return [];
    return [
      {
        part: `view ${view.name}`,
        ok: false,
        detail: `${wrong.join('; ')}.`,
        remedy: examination.fix(view.name),
      },
    ];
  });
}

function differences(
  examination: DatabaseExamination,
  view: VenueView,
  declared: readonly DeclaredColumn[],
): string[] {
  return view.columns.flatMap(({ name, type }) => {
    const found = declared.find((column) => column.name === name);
    if (found === undefined) return [`has no column ${name} (${examination.typeOf(type)})`];
    if (found.type === undefined || examination.suits(type, found.type)) return [];
    return [`${name} is ${found.type}; expected ${examination.typeOf(type)}`];
  });
}
