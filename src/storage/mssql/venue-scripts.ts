/** What a DBA runs in swiftpos' database, file by file, and what takes all of it away again. This program runs none of it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { VenueScript } from '../../domain/ports/installation.js';
import { VENUE_PROCEDURES } from '../venue-schema/procedures.js';
import { VENUE_VIEWS } from '../venue-schema/views.js';

/** The order in which they build on each other. */
const INSTALL = ['schema', ...VENUE_VIEWS.map(({ name }) => name), ...Object.keys(VENUE_PROCEDURES), 'login'];

const FOLDER = 'src/storage/mssql/venue';

/** In the order in which they are run, from the project's folder, where a DBA finds them too. */
export function venueScripts(project: string, what: 'install' | 'remove'): readonly VenueScript[] {
  const names = what === 'install' ? INSTALL : ['remove'];
  return names.map((name) => {
    const file = `${name}.sql`;
    return { file, sql: readFileSync(join(project, FOLDER, file), 'utf8') };
  });
}
