/** Every script of the catalogue three times: itself, as a read, and as a mirror that shows what arrived. */
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
import { seedVenueFolder } from '../../../rehearsal/venue-folder.js';
import type { ScriptValue } from '../../../src/domain/ports/script-runner.js';
import { Secret } from '../../../src/domain/types/secret.js';
import { makePool, projectFolder, scriptFolder } from '../../powershell/processes/pool-under-test.js';

const operations = join(projectFolder, 'scripts', 'operations');

/** One good value of each parameter there is. */
export const good: Readonly<Record<string, ScriptValue>> = {
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
  PlannedUntil: 'Stopped',
  Port: 4280,
  Version: '1.2.3',
  Since: '2026-01-02T03:04:05Z',
  Until: '2026-01-02T03:04:05Z',
  MinimumLevel: 'WARNING',
  Source: 'Connect',
  Text: 'restart',
  Before: '11111111-2222-3333-4444-666666666666',
  BeforeRecord: '12',
  First: 1,
  TimeoutSeconds: 1,
  StableSeconds: 0,
  GraceSeconds: 1,
  MaximumMegabytes: 1,
  PackageMegabytes: 1,
  Program: 'C:\\Program Files\\VenueControl\\1.2.3',
  Data: 'C:\\ProgramData\\VenueControl',
};

export interface Parameter {
  readonly script: string;
  readonly name: string;
  readonly type: string;
}

export interface Call {
  readonly parameters: Readonly<Record<string, ScriptValue>>;
  readonly secrets: Readonly<Record<string, Secret>>;
}

export class InjectionScripts {
  readonly names = readdirSync(operations).flatMap((file) => file.match(/^(.+)\.ps1$/)?.[1] ?? []);
  readonly #folder = mkdtempSync(join(tmpdir(), 'venue-injection-'));
  /** What a payload that runs makes; nothing else writes there. */
  readonly canaries = this.#make('canaries');
  /** For payloads that are to run. */
  readonly live = this.#make('live');
  readonly #data = this.#make('data');
  readonly #mirrors = this.#make('mirrors');
  readonly #copies = this.#make('copies');
  readonly #made = readdirSync(this.#folder);
  readonly #parameters = new Map<string, readonly Parameter[]>();
  #main: ReturnType<typeof makePool> | undefined;

  async start(): Promise<void> {
    seedVenueFolder(this.#data);
    const reader = makePool({ spareStartAfterMs: 'never' });
    try {
      await reader.pool.start();
      for (const script of this.names) {
        const path = join(operations, `${script}.ps1`);
        const [block] = (await reader.output('Get-ParamBlock', { Path: path })) as [
          { Text: string; Parameters: readonly { Name: string; Type: string }[] },
        ];
        this.#parameters.set(
          script,
          block.Parameters.map(({ Name: name, Type: type }) => ({ script, name, type })),
        );
        copyFileSync(path, join(this.#copies, `${copyOf(script)}.ps1`));
        writeFileSync(join(this.#mirrors, `${mirrorOf(script)}.ps1`), mirror(block.Text));
      }
    } finally {
      await reader.pool.stop();
    }
    // Where the copies find what they load.
    symlinkSync(join(projectFolder, 'scripts', 'services'), join(this.#folder, 'services'));
    // A pool reads the catalogue when it is made.
    this.#main = makePool({
      scriptFolders: [operations, this.#copies, this.#mirrors, scriptFolder],
      env: {
        VENUE_CONTROL_DATA: this.#data,
        VENUE_CONTROL_VENUE: 'rehearsal',
        // No one listens there.
        VENUE_CONTROL_CLOUD_URL: 'http://127.0.0.1:9',
        VENUE_CONTROL_NODE: process.execPath,
      },
      spareStartAfterMs: 'never',
    });
    await this.#main.pool.start();
  }

  /** The pool that knows all three of each, once started. */
  get main(): ReturnType<typeof makePool> {
    if (!this.#main) throw new Error('It has not been started.');
    return this.#main;
  }

  async end(): Promise<void> {
    await this.#main?.pool.stop();
    rmSync(this.#folder, { recursive: true });
  }

  /** Those that take text, in the order of the catalogue. */
  texts(): readonly Parameter[] {
    const texts = ['String', 'String[]', 'SecureString'];
    return this.names.flatMap((script) => this.#of(script)).filter(({ type }) => texts.includes(type));
  }

  goodOf(name: string): ScriptValue | undefined {
    return good[name];
  }

  /** With good values throughout. */
  callOf(script: string): Call {
    const of = this.#of(script);
    const isSecret = ({ type }: Parameter) => type === 'SecureString';
    return {
      parameters: Object.fromEntries(
        of.filter((one) => !isSecret(one)).map((one) => [one.name, goodValue(one)]),
      ),
      secrets: Object.fromEntries(of.filter(isSecret).map(({ name }) => [name, new Secret('K7Q2-99ZZ')])),
    };
  }

  /** Names of what is there that no one made on purpose. */
  unknownPeers(): readonly string[] {
    const known = [...this.#made, 'services'];
    return [
      ...readdirSync(this.canaries),
      ...readdirSync(this.#folder).filter((name) => !known.includes(name)),
    ];
  }

  #of(script: string): readonly Parameter[] {
    return this.#parameters.get(script) ?? [];
  }

  #make(name: string): string {
    const path = join(this.#folder, name);
    mkdirSync(path);
    return path;
  }
}

export const mirrorOf = (script: string) => `Get-Mirror${script.replace('-', '')}`;

/** The same script as a read: an operation's fresh runspace costs ten times the call, so one in eight has to do. */
export const copyOf = (script: string) => `Test-Copy${script.replace('-', '')}`;

/** A script with the same param block that only shows what arrived. */
const mirror = (block: string) => `[CmdletBinding()]
${block}
$values = @{}
foreach ($name in $PSBoundParameters.Keys) {
    $value = $PSBoundParameters[$name]
    if ($value -is [securestring]) {
        $value = [Runtime.InteropServices.Marshal]::PtrToStringBSTR([Runtime.InteropServices.Marshal]::SecureStringToBSTR($value))
    }
    $values[$name] = $value
}
$values
`;

function goodValue({ name, type }: Parameter): ScriptValue {
  const value = good[name];
  if (value === undefined) throw new Error(`There is no good value of -${name} here: add one.`);
  return type.endsWith('[]') ? [value] : value;
}
