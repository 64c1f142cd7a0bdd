/** Holds the views that are there against their description: names and types. */
import type { Finding } from '../../../domain/ports/finding.js';
import type { DatabaseLook, DeclaredColumn } from '../../venue-schema/database-examination.js';
import type { VenueView } from '../../venue-schema/views.js';

/** One bad finding for each view that isn't as it should be. Columns besides those described disturb no one. */
export function columnFindings(look: DatabaseLook, views: readonly VenueView[]): readonly Finding[] {
  return views.flatMap((view) => {
    const declared = look.views.get(view.name);
    const wrong =
      declared === undefined
        ? ['is not there, or the login may not read it']
        : differences(look, view, declared);
    if (wrong.length === 0) return [];
    return [
      { part: `view ${view.name}`, ok: false, detail: `${wrong.join('; ')}.`, remedy: look.fix(view.name) },
    ];
  });
}

function differences(look: DatabaseLook, view: VenueView, declared: readonly DeclaredColumn[]): string[] {
  return view.columns.flatMap(({ name, type }) => {
    const found = declared.find((column) => column.name === name);
    if (found === undefined) return [`has no column ${name} (${look.typeOf(type)})`];
    if (found.type === undefined || look.suits(type, found.type)) return [];
    return [`${name} is ${found.type}; expected ${look.typeOf(type)}`];
  });
}
