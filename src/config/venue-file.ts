/** venue.json in the data folder: read once, each mistake reported with its line and its remedy, so that a person fixes all of them at once. */
import { join, resolve } from 'node:path';
import type { JSONPath } from 'jsonc-parser';
import { ConfigError } from './config-error.js';
import { type PlacedJson, readPlacedJson } from './placed-json.js';
import { takesValue, VENUE_OPTIONS, type VenueSaid } from './venue-options.js';

export const VENUE_FILE = 'venue.json';

export interface VenueMistake {
  /** The file and the line. */
  readonly place: string;
  /** What is wrong, in one sentence. */
  readonly why: string;
  readonly remedy: string;
}

export interface VenueFileRead {
  readonly path: string;
  readonly isThere: boolean;
  /** Undefined unless everything is as it should be; the cloud's certificate file is absolute, and what has a default is said. */
  readonly said?: VenueSaid;
  /** Empty where nothing is wrong, or nothing is there. */
  readonly mistakes: readonly VenueMistake[];
}

/** Never throws: the command that reads a broken file reports it, and the server refuses it. */
export function readVenueFile(dataFolder: string): VenueFileRead {
  const path = join(dataFolder, VENUE_FILE);
  try {
    const json = readPlacedJson(path, START_OVER);
    if (!json) return { path, isThere: false, mistakes: [] };
    const mistakes = findVenueMistakes(json);
    const said = mistakes.length === 0 ? asSaid(json.value as VenueSaid, dataFolder) : undefined;
    return { path, isThere: true, mistakes, ...(said && { said }) };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { path, isThere: true, mistakes: [{ place: path, why: error.message, remedy: START_OVER }] };
  }
}

const START_OVER = 'Correct it, or run "venue-control init --force", which keeps a copy of it.';

/** Empty when all is well. Of the whole file, or of answers of the same shape. */
export function findVenueMistakes({ value, placeOf }: PlacedJson): readonly VenueMistake[] {
  const mistakes: VenueMistake[] = [];
  const add = (path: JSONPath, why: string, remedy: string) =>
    mistakes.push({ place: placeOf(path), why, remedy });
  const top = value as Readonly<Record<string, unknown>>;
  const groups = new Set(NAMES.map(([group = '']) => group));
  for (const name of Object.keys(top))
    if (!groups.has(name)) add([name], `an unknown entry "${name}".`, `Known: ${[...groups].join(', ')}.`);
  for (const group of groups) {
    const members = NAMES.filter(([first]) => first === group).flatMap(([, member]) => member ?? []);
    if (members.length === 0) checkOne(group, [group], top[group], add);
    else checkGroup(group, members, top[group], add);
  }
  if (mistakes.length === 0) checkTogether(top as unknown as VenueSaid, add);
  return mistakes;
}

type Add = (path: JSONPath, why: string, remedy: string) => unknown;

const NAMES = Object.keys(VENUE_OPTIONS).map((place) => place.split('.'));
/** May be null as a whole. */
const GATEWAY = 'gatewayCredential';

function checkGroup(group: string, members: readonly string[], value: unknown, add: Add): void {
  if (group === GATEWAY && value === null) return;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const either = group === GATEWAY ? ', or null if unknown' : '';
    const isMissing = value === undefined;
    return void add(
      [group],
      `${group} ${isMissing ? 'is missing' : 'is not valid'}: it must be an object with ${members.join(', ')}${either}.`,
      'Run "venue-control init": it prompts for each value.',
    );
  }
  const said = value as Readonly<Record<string, unknown>>;
  for (const name of Object.keys(said))
    if (!members.includes(name))
      add([group, name], `${group} has no "${name}".`, `Known: ${members.join(', ')}.`);
  for (const member of members) checkOne(`${group}.${member}`, [group, member], said[member], add);
}

function checkOne(place: string, path: JSONPath, value: unknown, add: Add): void {
  const option = VENUE_OPTIONS[place];
  if (!option) return;
  const { takes, otherwise, remedy } = option;
  if (value === undefined) {
    if (otherwise === undefined) add(path, `${place} is missing: ${takes}.`, remedy);
  } else if (!takesValue(place, value)) add(path, `${place} must be ${takes}.`, remedy);
}

/** Settings that are valid alone and contradict each other. */
function checkTogether({ services, gatewayCredential }: VenueSaid, add: Add): void {
  const seen = new Map<string, string>();
  for (const [key, name] of Object.entries(services)) {
    if (name === null) continue;
    const other = seen.get(name.toLowerCase());
    if (other) add(['services', key], `services.${key} and services.${other} are both "${name}".`, ONE_EACH);
    seen.set(name.toLowerCase(), key);
  }
  if (!gatewayCredential) return;
  const { form, field } = gatewayCredential;
  const remedy = VENUE_OPTIONS['gatewayCredential.field']?.remedy ?? '';
  if (form === 'json' && !field)
    add([GATEWAY, 'form'], `${GATEWAY}.field is missing: json requires it.`, remedy);
  if (form === 'text' && field)
    add([GATEWAY, 'field'], `${GATEWAY}.field is not allowed with text.`, 'Omit it, or use json.');
}

const ONE_EACH = 'Give each service its own name, or null if the venue does not have it.';

function asSaid(said: VenueSaid, dataFolder: string): VenueSaid {
  const { certificateFile } = said.cloud;
  const url = said.cloud.url.replace(/\/+$/, '');
  const file = certificateFile ? { certificateFile: resolve(dataFolder, certificateFile) } : {};
  const gatewayCredential = said.gatewayCredential && { restart: true, ...said.gatewayCredential };
  return { ...said, gatewayCredential, cloud: { ...said.cloud, ...file, url } };
}
