/** Every text parameter of every script of the catalogue, against texts that would be code anywhere else. */
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ScriptError, ScriptValue } from '../../src/operations/ports/script-runner.js';
import { Secret } from '../../src/operations/words/secret.js';
import { seedVenueFolder } from '../../src/rehearsal/venue-folder.js';
import { inParallel } from '../prove/hosts-row.js';
import { bentPayloads, livePayloads, oddPayloads } from './injection-payloads.js';
import { makePool, projectFolder, scriptFolder } from './pool-under-test.js';

const folder = mkdtempSync(join(tmpdir(), 'venue-injection-'));
const [data, mirrors, copies, canaries, live] = ['data', 'mirrors', 'copies', 'canaries', 'live'].map(
  (name) => {
    mkdirSync(join(folder, name));
    return join(folder, name);
  },
) as [string, string, string, string, string];
const operations = join(projectFolder, 'scripts', 'operations');
const scripts = readdirSync(operations).flatMap((file) => file.match(/^(.+)\.ps1$/)?.[1] ?? []);

/** One good value of each parameter there is; a script with a new one fails here until it has its own. */
const good: Readonly<Record<string, ScriptValue>> = {
  CustomerNumber: '10482213',
  CompanyName: 'The Quiet Anchor',
  RedemptionId: '11111111-2222-3333-4444-555555555555',
  JobId: '11111111-2222-3333-4444-555555555555',
  LocationId: 'loc-1',
  OperationId: 'op-1',
  Key: 'connect',
  Kind: 'FULL',
  TableCount: { sale: 1 },
  StartMode: 'Manual',
  Version: '1.2.3',
  After: '2026-01-02T03:04:05Z',
  Since: '2026-01-02T03:04:05Z',
  Until: '2026-01-02T03:04:05Z',
  MinimumLevel: 'WARNING',
  Source: 'Connect',
  BeforeRecord: '12',
  First: 1,
  TimeoutSeconds: 1,
  StableSeconds: 0,
  GraceSeconds: 1,
};

interface Parameter {
  readonly Name: string;
  readonly Type: string;
}

const env = {
  VENUE_CONTROL_DATA: data,
  VENUE_CONTROL_VENUE: 'rehearsal',
  // Nobody listens there.
  VENUE_CONTROL_CLOUD_URL: 'http://127.0.0.1:9',
  VENUE_CONTROL_NODE: process.execPath,
};
const reader = makePool({ standbyAfterMs: 'never' });
const blocks = new Map<string, readonly Parameter[]>();
let main: ReturnType<typeof makePool>;

beforeAll(async () => {
  seedVenueFolder(data);
  await reader.pool.start();
  for (const script of scripts) {
    const path = join(operations, `${script}.ps1`);
    const [block] = (await reader.output('Get-ParamBlock', { Path: path })) as [
      { Text: string; Parameters: readonly Parameter[] },
    ];
    blocks.set(script, block.Parameters);
    copyFileSync(path, join(copies, `${copyOf(script)}.ps1`));
    writeFileSync(join(mirrors, `${mirrorOf(script)}.ps1`), mirror(block.Text));
  }
  // Where the copies find what they load.
  symlinkSync(join(projectFolder, 'scripts', 'services'), join(folder, 'services'));
  await reader.pool.stop();
  main = makePool({
    scriptFolders: [operations, copies, mirrors, scriptFolder],
    env,
    standbyAfterMs: 'never',
  });
  await main.pool.start();
});

afterAll(async () => {
  await Promise.all([main?.pool.stop(), reader.pool.stop()]);
  rmSync(folder, { recursive: true });
});

const mirrorOf = (script: string) => `Get-Mirror${script.replace('-', '')}`;

/** The same script as a read: an operation's fresh runspace costs ten times the call, so one in eight has to do. */
const copyOf = (script: string) => `Test-Copy${script.replace('-', '')}`;

/** A script with the same param block that only tells what arrived. */
const mirror = (block: string) => `[CmdletBinding()]
${block}
$told = @{}
foreach ($name in $PSBoundParameters.Keys) {
    $value = $PSBoundParameters[$name]
    if ($value -is [securestring]) {
        $value = [Runtime.InteropServices.Marshal]::PtrToStringBSTR([Runtime.InteropServices.Marshal]::SecureStringToBSTR($value))
    }
    $told[$name] = $value
}
$told
`;

test('the payloads are live: spliced into code, each makes its file', async () => {
  const payloads = livePayloads(join(live, 'x')).map(
    (_, index) => livePayloads(join(live, `x${index}`))[index] ?? '',
  );
  await main.output('Invoke-Splice', { Text: payloads }, { deadlineMs: 60_000 });
  const made = new Set(readdirSync(live));
  expect(payloads.filter((_, index) => !made.has(`x${index}`))).toEqual([]);
  expect(payloads.length).toBeGreaterThan(50);
});

test('good values are taken by every script', async () => {
  for (const script of scripts) {
    const [told] = await main.output(mirrorOf(script), ...callOf(script));
    expect(told).toEqual(expectedOf(script));
  }
});

test('no text of any parameter of any script is run; each arrives byte for byte or is refused', async () => {
  const cases = scripts.flatMap(casesOf);
  const texts = new Set(cases.map(({ script, name }) => `${script} ${name}`));
  expect(texts.size).toBeGreaterThan(25);
  expect(cases.length / texts.size).toBeGreaterThanOrEqual(60);
  const untrue: string[] = [];
  let taken = 0;
  await inParallel(cases.length, 8, async (index) => {
    const one = cases[index] as Case;
    const told = await endOf(mirrorOf(one.script), one);
    const real = one.isSecret
      ? undefined
      : await endOf(index % 8 === 0 ? one.script : copyOf(one.script), one);
    const where = `${one.script} -${one.name} ${JSON.stringify(one.text).slice(0, 80)}`;
    if (told.failure === undefined) {
      taken += 1;
      const arrived = (told.output[0] as Record<string, unknown>)[one.name];
      const sent = one.isList ? [one.text] : one.text;
      if (JSON.stringify(arrived) !== JSON.stringify(sent))
        untrue.push(`${where} arrived as ${JSON.stringify(arrived)}`);
      if (real?.failure !== undefined && real.failure !== 'FAILED')
        untrue.push(`${where} is ${real.failure} in the script`);
    } else {
      const isRefused = (end: End) => end.failure === 'BAD_PARAMETER' && !end.mayHaveRun;
      if (!isRefused(told) || (real && !isRefused(real)))
        untrue.push(`${where}: ${told.failure}, ${real?.failure}`);
    }
  });
  expect(untrue).toEqual([]);
  expect(taken).toBeGreaterThan(60);
  expect(readdirSync(canaries)).toEqual([]);
  expect(readdirSync(folder).sort()).toEqual(['canaries', 'copies', 'data', 'live', 'mirrors', 'services']);
  expect(main.pool.status().lanes.map(({ restarts }) => restarts)).toEqual([0, 0]);
}, 240_000);

interface Case {
  readonly script: string;
  readonly name: string;
  readonly text: string;
  readonly isList: boolean;
  readonly isSecret: boolean;
}

function casesOf(script: string): Case[] {
  const texts = ['String', 'String[]', 'SecureString'];
  return (blocks.get(script) ?? [])
    .filter(({ Type }) => texts.includes(Type))
    .flatMap(({ Name: name, Type }) => {
      const file = join(canaries, `${script}-${name}`);
      const all = [
        ...livePayloads(file),
        ...oddPayloads(file),
        ...bentPayloads(String(good[name] ?? 'x'), file),
      ];
      const isList = Type === 'String[]';
      return all.map((text) => ({ script, name, text, isList, isSecret: Type === 'SecureString' }));
    });
}

interface End {
  readonly failure?: string;
  readonly mayHaveRun?: boolean;
  readonly output: readonly unknown[];
}

async function endOf(script: string, { script: own, name, text, isList, isSecret }: Case): Promise<End> {
  const [parameters, { secrets }] = callOf(own);
  const call = isSecret
    ? { parameters, secrets: { ...secrets, [name]: new Secret(text) } }
    : { parameters: { ...parameters, [name]: isList ? [text] : text }, secrets };
  try {
    return { output: (await main.pool.runner.run({ script, ...call, deadlineMs: 60_000 })).output };
  } catch (error) {
    const { failure, mayHaveRun } = error as ScriptError;
    return { failure, mayHaveRun, output: [] };
  }
}

function callOf(script: string): [Record<string, ScriptValue>, { secrets: Record<string, Secret> }] {
  const parameters: Record<string, ScriptValue> = {};
  const secrets: Record<string, Secret> = {};
  for (const { Name, Type } of blocks.get(script) ?? []) {
    if (Type === 'SecureString') secrets[Name] = new Secret('K7Q2-99ZZ');
    else parameters[Name] = goodValue(Name, Type);
  }
  return [parameters, { secrets }];
}

function expectedOf(script: string): object {
  const [parameters, { secrets }] = callOf(script);
  return {
    ...parameters,
    ...Object.fromEntries(Object.entries(secrets).map(([name, secret]) => [name, secret.reveal()])),
  };
}

function goodValue(name: string, type: string): ScriptValue {
  const value = good[name];
  if (value === undefined) throw new Error(`There is no good value of -${name} here: add one.`);
  return type.endsWith('[]') ? [value] : value;
}
