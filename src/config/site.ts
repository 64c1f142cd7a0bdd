import { join } from 'node:path';
import type { Config } from './config.js';

/** Where a site's databases are, and where the packages lie that it may add to reach them. */
export function siteOf({ sql, venue, dataFolder, projectFolder }: Config) {
  return {
    server: sql,
    practiceFile: venue === 'rehearsal' ? join(dataFolder, 'venue.sqlite') : undefined,
    packages: join(projectFolder, 'node_modules'),
  };
}
