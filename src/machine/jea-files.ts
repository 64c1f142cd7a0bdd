/**
 * An endpoint of PowerShell (Just Enough Administration) with the module's commands and nothing else: who may reach the server from elsewhere needs
 * no right on it. What a clerk may do is decided by the server, as at every door.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../errors.js';

export interface JeaWish {
  /** A folder that isn't there yet, or is empty. */
  readonly folder: string;
  /** Groups of Windows, `DOMAIN\name`. */
  readonly readers: readonly string[];
  readonly operators: readonly string[];
  /** Where sessions are written down. */
  readonly transcripts: string;
}

/** Looks, and asks what would be done. */
const READER_VERBS = ['Connect', 'Disconnect', 'Get', 'Test', 'Wait'];
/** Files of the account that the endpoint runs as, rights of others, and any document at all: at the server itself, or in the console. */
const LEFT_OUT = [
  'Export-VenuePassport',
  'Import-VenuePassport',
  'Get-VenueApiToken',
  'New-VenueApiToken',
  'Remove-VenueApiToken',
  'Grant-VenuePermission',
  'Revoke-VenuePermission',
  'Invoke-VenueGraphQl',
];
const MODULE = 'VenueControlJea';

/** Each command of the module in one of three places. */
export function jeaRoles(commands: readonly string[]): {
  readonly reader: readonly string[];
  readonly operator: readonly string[];
  readonly leftOut: readonly string[];
} {
  const leftOut = commands.filter((name) => LEFT_OUT.includes(name));
  const rest = commands.filter((name) => !LEFT_OUT.includes(name));
  const isReaders = (name: string) => READER_VERBS.includes(name.split('-')[0] ?? '');
  return { reader: rest.filter(isReaders), operator: rest.filter((name) => !isReaders(name)), leftOut };
}

/** Answers the files, in the order in which a person reads them. Throws FILE_NOT_WRITTEN where something is there already. */
export function writeJea(projectFolder: string, wish: JeaWish): readonly string[] {
  const manifest = readFileSync(join(projectFolder, 'scripts', 'VenueControl', 'VenueControl.psd1'), 'utf8');
  const { reader, operator } = jeaRoles(commandsIn(manifest));
  const [, version = '0.0.0'] = /^\s*ModuleVersion = '([\d.]+)'/m.exec(manifest) ?? [];
  const roles = join(MODULE, 'RoleCapabilities');
  const files = {
    'VenueControl.pssc': sessionOf(wish),
    [join(MODULE, `${MODULE}.psd1`)]: manifestOf(version),
    [join(roles, 'VenueControlReader.psrc')]: roleOf('Looks at a venue.', reader),
    [join(roles, 'VenueControlOperator.psrc')]: roleOf('Runs a venue.', [...reader, ...operator]),
  };
  for (const name of Object.keys(files))
    if (existsSync(join(wish.folder, name)))
      throw new AppError('FILE_NOT_WRITTEN', {
        message: `${join(wish.folder, name)} is there already.`,
        remedy: 'Name a folder with --to that is not there yet, or is empty. Nothing was written.',
      });
  mkdirSync(join(wish.folder, roles), { recursive: true });
  // With a mark of what it is: Windows PowerShell takes a file without one for the machine's old code page.
  for (const [name, text] of Object.entries(files))
    writeFileSync(join(wish.folder, name), `\uFEFF${text.replaceAll('\n', '\r\n')}`);
  return Object.keys(files).map((name) => join(wish.folder, name));
}

export function commandsIn(manifest: string): readonly string[] {
  const [, list = ''] = /FunctionsToExport = @\(([^)]*)\)/.exec(manifest) ?? [];
  return [...list.matchAll(/'([^']+)'/g)].map(([, name = '']) => name);
}

/** The account it runs as is one of Windows' for this session alone, and no administrator: what is done is asked of the server, on its own address. */
function sessionOf({ readers, operators, transcripts }: JeaWish): string {
  const lines = [
    ...readers.map((group) => `        ${quoted(group)} = @{ RoleCapabilities = 'VenueControlReader' }`),
    ...operators.map((group) => `        ${quoted(group)} = @{ RoleCapabilities = 'VenueControlOperator' }`),
  ];
  return `@{
    SchemaVersion = '2.0.0.0'
    GUID = '0f5a7f0e-6a3c-4b0e-9d7e-3b1f2c8d4a55'
    Author = 'Venue Control'
    Description = 'The commands of the venue, and nothing else of this server.'
    SessionType = 'RestrictedRemoteServer'
    LanguageMode = 'NoLanguage'
    ExecutionPolicy = 'RemoteSigned'
    TranscriptDirectory = ${quoted(transcripts)}
    RunAsVirtualAccount = $true
    RunAsVirtualAccountGroups = @('Users')
    RoleDefinitions = @{
${lines.join('\n')}
    }
}
`;
}

function manifestOf(version: string): string {
  return `@{
    ModuleVersion = '${version}'
    GUID = 'b7a4c2d9-50e1-4a86-8f3d-6a1b9e2c7d40'
    Author = 'Venue Control'
    Description = 'What the endpoint VenueControl lets its groups do; VenueControl has the commands.'
    PowerShellVersion = '5.1'
    FunctionsToExport = @()
    CmdletsToExport = @()
    AliasesToExport = @()
    VariablesToExport = @()
}
`;
}

/** Functions by their whole names, no cmdlet, no provider, no program. */
function roleOf(description: string, commands: readonly string[]): string {
  return `@{
    GUID = '${description.startsWith('Looks') ? '3d1f6b52-7c0e-4e5d-8a54-2e9b6d0c1f71' : '9c8e4a10-2b7f-4d63-b1a5-5f0d3e6c7b82'}'
    Author = 'Venue Control'
    Description = '${description}'
    ModulesToImport = @('VenueControl')
    VisibleFunctions = @(
${commands.map((name) => `        'VenueControl\\${name}'`).join(',\n')}
    )
    VisibleCmdlets = @()
    VisibleProviders = @()
    VisibleExternalCommands = @()
}
`;
}

/** PowerShell takes the quotes of printed text for its own. */
const quoted = (text: string) => `'${text.replaceAll(/['\u2018-\u201B]/g, '$&$&')}'`;
