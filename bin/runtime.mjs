/**
 * Where the two runtimes are: Node 24 and PowerShell 7.6, both by absolute path. A shell remembers the
 * `node` it found first, and a dotnet tool's `pwsh` is a second process in front of the real one, so nothing here trusts PATH
 * for more than a look.
 */
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Problem } from './setup/problem.mjs';

/** The project's own folder, absolute. */
export const projectFolder = resolve(fileURLToPath(new URL('..', import.meta.url)));

export const neededNode = 24;
export const powerShell = {
  version: '7.6.9',
  contentHash: 'Mbe0ZL/+PD3apnlrNzTDwtAYNXTeYs/fdWpEYVmFYPEmCy8N42NMwiBg2Bh//OCoAUu2L7AXxWZKiY+2JFtSuQ==',
};

const isWindows = process.platform === 'win32';

/**
 * The Node that runs the program: this very process when it is new enough, else the platform package.
 * Returns `{ path, version, source }`, or undefined before `npm ci` has brought the package.
 */
export function findNode(project = projectFolder, self = process) {
  const [major = 0, minor = 0] = self.versions.node.split('.').map(Number);
  // `import.meta.main` came with 24.2.
  if (major > neededNode || (major === neededNode && minor >= 2)) {
    return { path: self.execPath, version: self.versions.node, source: sourceOf(self.execPath, project) };
  }
  const name = `node-${isWindows ? 'win' : self.platform}-${self.arch}`;
  const folder = join(project, 'node_modules', name);
  const path = join(folder, 'bin', isWindows ? 'node.exe' : 'node');
  if (!existsSync(path)) return undefined;
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return { path, version, source: `node_modules/${name}` };
}

/** npm puts the packages' programs first in PATH: from the second start on, the `node` that runs this is the package's. */
function sourceOf(path, project) {
  const packages = join(resolve(project), 'node_modules') + sep;
  return path.startsWith(packages)
    ? `node_modules/${path.slice(packages.length).split(sep)[0]}`
    : "this machine's own";
}

/** The same, for callers that can't continue without it. */
export function getNode(project = projectFolder, self = process) {
  const node = findNode(project, self);
  if (node) return node;
  throw new Problem(
    `Node ${neededNode} is needed, this is Node ${self.versions.node}, and no package brings one for ${self.platform}-${self.arch}. ` +
      `Install Node ${neededNode} (https://nodejs.org/en/download), then run: npm run setup`,
  );
}

/** Folder in which NuGet unpacks tools, unless a NuGet.Config says otherwise (then set NUGET_PACKAGES). */
export function nugetPackages(env = process.env) {
  return env.NUGET_PACKAGES || join(homedir(), '.nuget', 'packages');
}

/** Folder of the pinned PowerShell package, whether or not it is there. */
export function powerShellPackage(env = process.env) {
  return join(nugetPackages(env), 'powershell', powerShell.version);
}

/** The pinned PowerShell's own program, run as `dotnet <path>`: one process, where the tool's shim would be two. */
export function powerShellDll(env = process.env) {
  const edition = isWindows ? 'win' : 'unix';
  return join(powerShellPackage(env), 'tools', 'net10.0', 'any', edition, 'pwsh.dll');
}

/** The same program beside images with machine code, where set-up has made them. */
export function powerShellImages(project = projectFolder) {
  return join(project, '.tools', 'powershell', powerShell.version, 'pwsh.dll');
}

/** First file of that name on PATH, absolute, or undefined. `names` are tried in each folder. */
export function findOnPath(names, env = process.env) {
  const folders = (env.PATH ?? env.Path ?? '').split(delimiter).filter(Boolean);
  for (const folder of folders) {
    for (const name of names) {
      const path = resolve(folder, name);
      if (existsSync(path)) return path;
    }
  }
  return undefined;
}

/** `dotnet` on PATH, absolute, or undefined. */
export function findDotnet(env = process.env) {
  return findOnPath(isWindows ? ['dotnet.exe'] : ['dotnet'], env);
}
