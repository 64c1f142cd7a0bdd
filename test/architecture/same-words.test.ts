/**
 * Words that have a table in src/domain/types, and that PowerShell, the admins' module and the rehearsal have to write out again:
 * a ValidateSet of Windows PowerShell 5.1 takes nothing but literals, the module is copied to other machines alone, the rehearsal is another
 * machine's software. Whatever differs is named, with the file to fix.
 */
import { globSync, readFileSync } from 'node:fs';
import type { ServiceStatus, StartMode } from '../../rehearsal/model/service-keys.js';
import { ACTS } from '../../src/domain/audit/act-words.js';
import { AUDIT_OUTCOMES } from '../../src/domain/types/audit.js';
import { type EventLevel, OPERATION_KINDS, OPERATION_STATES } from '../../src/domain/types/operation.js';
import { ALL_PERMISSIONS } from '../../src/domain/types/permissions.js';
import {
  HOST_START_MODES,
  HOST_STATES,
  HOST_STATES_IN_WORDS,
  SERVICE_KEYS,
  START_MODES,
} from '../../src/domain/types/services.js';

const scripts = globSync('scripts/**/*.{ps1,psm1,psd1}').map((file) => file.replaceAll('\\', '/'));
const read = (file: string) => readFileSync(file, 'utf8');
const levels = { VERBOSE: true, INFORMATION: true, WARNING: true, ERROR: true } satisfies Record<
  EventLevel,
  true
>;

/** Parameters whose ValidateSet repeats a table, by the folder of the command and the parameter's name. */
const repeated: Readonly<Record<string, readonly string[]>> = {
  'operations Key': SERVICE_KEYS,
  'operations StartMode': HOST_START_MODES,
  'operations MinimumLevel': Object.keys(levels),
  'services StartMode': HOST_START_MODES,
  'services MinimumLevel': Object.keys(levels),
};
/** Choices that a command has for itself. */
const own = [
  'installation Action',
  'operations Kind',
  'operations PlannedUntil',
  'services Kind',
  'services Of',
  'services Provider',
  'services State',
  'Private Change',
  'Public Status',
];

/** As `toEqual` shows it: the file to fix, and its words in one order. */
const of = (file: string, words: readonly string[]) => ({ file, words: [...words].sort() });

describe("a command's choices", () => {
  const sets = scripts.flatMap((file) =>
    [...read(file).matchAll(/\[ValidateSet\(([^)]*)\)\]\s*(?:\[[\w.]+(?:\[\])?\])+\$(\w+)/g)].map(
      ([, literals = '', name]) => ({ file, place: `${file.split('/').at(-2)} ${name}`, literals }),
    ),
  );

  test('are those of the table, wherever a parameter repeats one', () => {
    const tables = sets.filter(({ place }) => place in repeated);
    expect(tables.map(({ file, literals }) => of(file, quoted(literals)))).toEqual(
      tables.map(({ file, place }) => of(file, repeated[place] ?? [])),
    );
    // A new place says here whether it repeats a table; one that is gone says nothing.
    const places = new Set(sets.map(({ place }) => place));
    expect([...places].sort()).toEqual([...Object.keys(repeated), ...own].sort());
  });

  test('are never left open where a catalogue script takes a service', () => {
    const takers = scripts.filter((file) => /\$Key\b/.test(read(file)) && file.includes('/operations/'));
    const checked = sets.filter(({ place }) => place === 'operations Key').map(({ file }) => file);
    expect(takers.length).toBeGreaterThan(0);
    expect(takers.filter((file) => !checked.includes(file))).toEqual([]);
  });
});

describe('a list written out again', () => {
  const module = read('scripts/VenueControl/VenueControl.psm1');

  test.each([
    ['services', 'VenueControl.psm1', listIn(module, 'Service'), SERVICE_KEYS],
    ['permissions', 'VenueControl.psm1', listIn(module, 'Permission'), ALL_PERMISSIONS],
    ['kinds', 'VenueControl.psm1', listIn(module, 'Kind'), Object.keys(OPERATION_KINDS)],
    ['states', 'VenueControl.psm1', listIn(module, 'State'), OPERATION_STATES],
    ['start modes', 'VenueControl.psm1', listIn(module, 'StartMode'), Object.values(START_MODES)],
    ['outcomes', 'VenueControl.psm1', listIn(module, 'Outcome'), Object.keys(AUDIT_OUTCOMES)],
    ['actions', 'VenueControl.psm1', listIn(module, 'Action'), Object.keys(ACTS)],
    ['levels', 'VenueControl.psm1', listIn(module, 'MinimumLevel'), Object.keys(levels)],
  ])('of %s is the same in %s', (_, file, words, table) => {
    expect(of(file, words)).toEqual(of(file, table));
  });

  test('of states and start modes is understood by the server', () => {
    const manager = 'scripts/services/ServiceManager.ps1';
    const states = /^\$script:States = @\{ ([^}]*) \}/m.exec(read(manager))?.[1] ?? '';
    const translated = new Set([...states.matchAll(/= '(\w+)'/g)].map(([, state = '']) => state));
    expect(of(manager, [...translated, 'Missing', 'Unknown'])).toEqual(of(manager, HOST_STATES));
    const windows = 'scripts/services/HostService.Windows.psm1';
    const modes = /\$numbers = @\{ (Automatic = [^}]*) \}/.exec(read(windows))?.[1] ?? '';
    const configured = [...modes.matchAll(/(\w+) = /g)].map(([, mode = '']) => mode);
    expect(of(windows, configured)).toEqual(of(windows, HOST_START_MODES));
    const rehearsed: Record<ServiceStatus, true> = {
      Running: true,
      Stopped: true,
      StartPending: true,
      StopPending: true,
      Paused: true,
    };
    expect(HOST_STATES).toEqual(expect.arrayContaining(Object.keys(rehearsed)));
    const startModes: Record<StartMode, true> = {
      Automatic: true,
      AutomaticDelayed: true,
      Manual: true,
      Disabled: true,
    };
    expect(Object.keys(startModes)).toEqual(HOST_START_MODES);
  });
});

function listIn(module: string, name: string): string[] {
  return quoted(new RegExp(`^ {4}${name} = @\\(([^)]*)\\)`, 'm').exec(module)?.[1] ?? '');
}

function quoted(literals: string): string[] {
  return [...literals.matchAll(/'([^']*)'/g)].map(([, word = '']) => word);
}

test('PowerShell says of a service that is waited for what evidence says of its state', () => {
  const [, table = ''] =
    /\$script:StateWords = @\{ ([^}]*) \}/.exec(read('scripts/services/Wait-HostService.ps1')) ?? [];
  const words = [...table.matchAll(/(\w+) = '([^']*)'/g)].map(([, state, word]) => [state, word]);
  expect(Object.fromEntries(words)).toEqual(HOST_STATES_IN_WORDS);
});
