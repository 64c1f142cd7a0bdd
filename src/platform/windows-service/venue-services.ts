/** The Windows services that an account that is no administrator is let start and stop: those of venue.json at an installation, later what it was let. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What no Windows service is called (a separator of paths, a control character), and what a list in one argument can't name. */
const NO_NAME = /^-|[\\/",\p{C}\p{Zl}\p{Zp}]|^$|^.{257}/u;

/** None where the file can't be read, of which `doctor` says more; without names that no service can have. */
export function servicesOfVenue(data: string): readonly string[] {
  try {
    const { services = {} } = JSON.parse(
      readFileSync(join(data, 'venue.json'), 'utf8').replace(/^\ufeff/, ''),
    ) as { services?: Record<string, unknown> };
    return Object.values(services).filter(
      (name): name is string => typeof name === 'string' && !NO_NAME.test(name),
    );
  } catch {
    return [];
  }
}

/** What an administrator let it: the account may change venue.json, and not this file. None where nothing was given. */
export function servicesGiven(data: string): readonly string[] {
  try {
    return Object.keys(JSON.parse(readFileSync(join(data, 'service-rights.json'), 'utf8'))).filter(
      (name) => !NO_NAME.test(name),
    );
  } catch {
    return [];
  }
}

/** What an upgrade gives again: in older versions the account could write either file. */
export function servicesGivenAndNamed(data: string): readonly string[] {
  return servicesGiven(data).filter(isOneOf(servicesOfVenue(data)));
}

/** As Windows compares their names: in one case. */
export function isOneOf(services: readonly string[]): (name: string) => boolean {
  const known = new Set(services.map((name) => name.toUpperCase()));
  return (name) => known.has(name.toUpperCase());
}
