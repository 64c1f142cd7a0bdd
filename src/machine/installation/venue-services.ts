/** The Windows services of a venue, as its venue.json names them: what an account that is no administrator is let start and stop. */
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
