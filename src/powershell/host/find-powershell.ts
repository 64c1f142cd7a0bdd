/** Which PowerShell runs the hosts: the configured one, the project's pinned one, the machine's, Windows PowerShell 5.1. */
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, isAbsolute, join } from 'node:path';
import { askVersion, type PowerShellCommand } from './launch.js';

export interface FoundPowerShell extends PowerShellCommand {
  readonly source: 'configured' | 'project' | 'machine' | 'windows';
  /** Such as 7.6.9. */
  readonly version: string;
  readonly edition: 'Core' | 'Desktop';
}

export interface PowerShellSearch {
  /** The first that is new enough; undefined when there is none. */
  readonly found: FoundPowerShell | undefined;
  /** What was checked and not taken, with the reason, for a person. */
  readonly passedOver: readonly string[];
}

/** Searches in that order. A configured one that doesn't fit ends the search: no one needs another one then. */
export async function findPowerShell(options: {
  projectFolder: string;
  /** Path of a pwsh or pwsh.dll; default none. */
  configured?: string | undefined;
}): Promise<PowerShellSearch> {
  const passedOver: string[] = [];
  for (const candidate of candidates(options)) {
    if (typeof candidate === 'string') {
      passedOver.push(candidate);
      continue;
    }
    const answer = candidate.known ?? (await askVersion(candidate));
    const [version = '', edition] = answer?.split(' ') ?? [];
    const { executable, leadingArguments, source } = candidate;
    const path = leadingArguments[0] ?? executable;
    if (answer === undefined) passedOver.push(`${source}: ${path} doesn't run.`);
    else if (!isNewEnough(version))
      passedOver.push(`${source}: ${path} is ${version}. Expected 7.5 or later, or 5.1.`);
    else {
      const found = { executable, leadingArguments, source, version };
      return { found: { ...found, edition: edition === 'Desktop' ? 'Desktop' : 'Core' }, passedOver };
    }
  }
  return { found: undefined, passedOver };
}

interface Candidate extends PowerShellCommand {
  readonly source: FoundPowerShell['source'];
  /** Version and edition where the path shows them: asking costs half a second. */
  readonly known?: string;
}

function* candidates(options: {
  projectFolder: string;
  configured?: string | undefined;
}): Generator<Candidate | string> {
  if (options.configured) {
    yield command('configured', options.configured);
    return;
  }
  yield pinned(options.projectFolder);
  const machine = onPath(process.platform === 'win32' ? 'pwsh.exe' : 'pwsh');
  yield machine ? command('machine', machine) : 'machine: no pwsh on the PATH.';
  const root = process.env['SystemRoot'];
  if (root) yield command('windows', join(root, 'System32', 'WindowsPowerShell', 'v1.0', 'powershell.exe'));
}

function command(source: Candidate['source'], path: string): Candidate | string {
  if (!path.endsWith('.dll')) return { source, executable: path, leadingArguments: [] };
  const runtime = dotnet();
  if (!runtime) return `${source}: no dotnet on the PATH, which runs ${path}. Install the .NET SDK.`;
  return { source, executable: runtime, leadingArguments: [path] };
}

/**
 * The dotnet tool of .config/dotnet-tools.json, started past its shim: one process instead of two. Where set-up has made
 * images with machine code (bin/setup/images.mjs), these: they start in half the time.
 */
function pinned(projectFolder: string): Candidate | string {
  const runtime = dotnet();
  if (!runtime) return 'project: no dotnet on the PATH. Install the .NET SDK, or a PowerShell 7.5 or later.';
  const manifest = join(projectFolder, '.config', 'dotnet-tools.json');
  if (!existsSync(manifest)) return `project: no ${manifest}.`;
  const tools: unknown = JSON.parse(readFileSync(manifest, 'utf8'));
  const version = (tools as { tools?: { powershell?: { version?: string } } }).tools?.powershell?.version;
  const images = join(projectFolder, '.tools', 'powershell', String(version), 'pwsh.dll');
  const known = `${version} Core`;
  if (existsSync(images))
    return { source: 'project', executable: runtime, leadingArguments: [images], known };
  const packages = process.env['NUGET_PACKAGES'] || join(homedir(), '.nuget', 'packages');
  const system = process.platform === 'win32' ? 'win' : 'unix';
  const dll = join(packages, 'powershell', String(version), 'tools', 'net10.0', 'any', system, 'pwsh.dll');
  if (!existsSync(dll)) return `project: no ${dll}. Run: npm run setup`;
  return { source: 'project', executable: runtime, leadingArguments: [dll], known };
}

function dotnet(): string | undefined {
  return onPath(process.platform === 'win32' ? 'dotnet.exe' : 'dotnet');
}

/** Folders of packages, which npm puts before PATH, those of every parent folder too. Other accounts may be able to write there. */
const OF_PACKAGES = /[\\/]node_modules[\\/]/;

/** Whole: by a bare name, or in a folder that isn't, Windows would begin with the folder that we work in. */
function onPath(name: string): string | undefined {
  const folders = (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => isAbsolute(folder) && !OF_PACKAGES.test(folder));
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/** 7.5 reads JSON without rewriting date-like strings; 5.1 never did; those between can't be trusted with values. */
function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 7 || (major === 7 && minor >= 5) || (major === 5 && minor === 1);
}
