/** The services that an account without administrator rights may start and stop. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { quote, RUN_SCRIPT } from '../../domain/types/powershell.js';
import type { Places } from './host-system.js';
import type { Tell } from './plan.js';

/** What is put into a sentence and a command for a person. */
const PLAIN_NAME = /^[\p{L}\p{N} _$.@()#+{}'-]{1,80}$/u;

/**
 * What an upgrade reports about the services that an account, which is no administrator, is let start and stop. It may write venue.json, and in
 * older versions could write service-rights.json: an administrator is to look where the two differ, and what is in one alone is not given.
 */
export function reportGrantedRights(
  { data, account }: Pick<Places, 'data'> & { account: string },
  tell: Tell,
): void {
  const given = servicesGiven(data);
  const named = servicesOfVenue(data);
  const isGiven = isOneOf(given);
  const isNamed = isOneOf(named);
  const fresh = parted(named.filter((name) => !isGiven(name)));
  const beside = parted(given.filter((name) => !isNamed(name)));
  if (fresh.plain.length > 0)
    tell(
      `venue.json names ${fresh.plain.join(', ')}, which ${account} may not start and stop. To allow it, run in PowerShell as Administrator: ${commandOf('Grant', data)} -Service ${quote(fresh.plain.join(','))}`,
    );
  if (fresh.unusual > 0)
    tell(
      `venue.json names ${fresh.unusual} more that ${account} isn't let start and stop, by an unusual name: check the file.`,
    );
  if (beside.plain.length > 0)
    tell(
      `service-rights.json names ${beside.plain.join(', ')}, which venue.json doesn't: ${account} is not given that again. Where an administrator gave it, in PowerShell as Administrator: ${commandOf('Grant', data)} -Service ${quote(beside.plain.join(','))}`,
    );
  if (beside.plain.length + beside.unusual > 0)
    tell(
      `Older versions let ${account} write service-rights.json. Where no administrator gave what it alone names (${inWords(beside)}), take all of it back in PowerShell as Administrator, and give again what is right by -Action Grant: ${commandOf('Revoke', data)}`,
    );
}

interface Parted {
  readonly plain: readonly string[];
  /** How many other names there are: as a word of a sentence they could be anything. */
  readonly unusual: number;
}

function parted(names: readonly string[]): Parted {
  const plain = names.filter((name) => PLAIN_NAME.test(name));
  return { plain, unusual: names.length - plain.length };
}

function inWords({ plain, unusual }: Parted): string {
  return [...plain, ...(unusual > 0 ? [`${unusual} with an unusual name`] : [])].join(', ');
}

function commandOf(action: string, data: string): string {
  const script = '.\\scripts\\installation\\Set-ServerService.ps1';
  return `${RUN_SCRIPT} ${script} -Action ${action} -Data ${quote(data)}`;
}

/** What no Windows service is called (a separator of paths, a control character), and what a list in one argument can't name. */
const NO_NAME = /^-|[\\/",\p{C}\p{Zl}\p{Zp}]|^$|^.{257}/u;

/**
 * The Windows services that an account that is no administrator is let start and stop: those of venue.json at an installation, later what it
 * was let. None where the file can't be read, of which `doctor` says more; without names that no service can have.
 */
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
function isOneOf(services: readonly string[]): (name: string) => boolean {
  const known = new Set(services.map((name) => name.toUpperCase()));
  return (name) => known.has(name.toUpperCase());
}
