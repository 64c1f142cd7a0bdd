/** What a DBA runs in swiftpos' database, file by file, and what takes all of it away again. This program runs none of it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { VENUE_PROCEDURES } from '../venue-schema/procedures.js';
import { VENUE_VIEWS } from '../venue-schema/views.js';

export interface VenueScript {
  readonly file: string;
  readonly sql: string;
}

/** The order in which they build on each other. */
const INSTALL = ['schema', ...VENUE_VIEWS.map(({ name }) => name), ...Object.keys(VENUE_PROCEDURES), 'login'];

/** In the order in which they are run. `folder` is src/storage/mssql/venue, where a DBA finds them too. */
export function venueScripts(folder: string, what: 'install' | 'remove'): readonly VenueScript[] {
  const names = what === 'install' ? INSTALL : ['remove'];
  return names.map((name) => {
    const file = `${name}.sql`;
    return { file, sql: readFileSync(join(folder, file), 'utf8') };
  });
}
