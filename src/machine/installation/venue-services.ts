/** The Windows services that an account that is no administrator is let start and stop: those of venue.json at an installation, later what it was let. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** None where the file can't be read, of which `doctor` says more. A name with a comma is left out: it would be two. */
export function servicesOfVenue(data: string): readonly string[] {
  try {
    const { services = {} } = JSON.parse(
      readFileSync(join(data, 'venue.json'), 'utf8').replace(/^\ufeff/, ''),
    ) as { services?: Record<string, unknown> };
    return Object.values(services).filter(
      (name) => typeof name === 'string' && !name.includes(','),
    ) as string[];
  } catch {
    return [];
  }
}

/** What an administrator let it: the account may change venue.json, and not this file. None where nothing was given. */
export function servicesGiven(data: string): readonly string[] {
  try {
    return Object.keys(JSON.parse(readFileSync(join(data, 'service-rights.json'), 'utf8')));
  } catch {
    return [];
  }
}
