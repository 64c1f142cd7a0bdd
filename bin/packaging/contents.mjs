/**
 * What is in the program's archive: what runs, and nothing that only a developer needs. No test, no source but the SQL that a DBA is given, no
 * source map, no setting or data of the machine that it was made on.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow } from '../setup/staleness.mjs';
import { archiveDoc } from './archive-docs.mjs';
import { launcherOf } from './launcher.mjs';

/** From the project's folder. */
const OURS = [
  'dist/bundle',
  'dist/console',
  'scripts',
  'src/storage/mssql/venue',
  'docs',
  'examples',
  'LICENSE',
  'CHANGELOG.md',
];
/** Beside the code, for people at the code. */
const LEFT_OUT = [
  /\.map$/,
  /^examples\/(?!monitoring\/).*(?<!\.ps1)$/,
  /^docs\/(?:adr|pictures|reference\/campaigns|reference\/openapi)\//,
  /^docs\/explanation\/architecture\.md$/,
];

const OUR_DOCS = /^(?:docs\/.+|CHANGELOG)\.md$/;

/**
 * Answers entries `{ name, from | text, runs }` in the order of their names, which have forward slashes; `from` is a file on this machine, `runs`
 * says that it is a program. `parts` says where Node, PowerShell and the runtimes are.
 */
export function contentsOf({ project, platform, parts }) {
  const entries = [
    ...OURS.flatMap((path) => below(join(project, path), path)).filter(
      ({ name }) => !LEFT_OUT.some((out) => out.test(name)),
    ),
    { name: platform.node.as, from: join(parts.node, platform.node.program), runs: true },
    ...licenceOf(parts.node),
    ...below(parts.powerShell, 'powershell').map((entry) => ({
      ...entry,
      runs: entry.name === platform.powerShell.program,
    })),
    ...settingsOf(platform),
    ...parts.runtimes.flatMap(runtimeFiles),
    { name: 'package.json', text: packageOf(project) },
    launcherOf(platform),
  ];
  const names = new Set(entries.map(({ name }) => name));
  const written = entries.map((entry) =>
    OUR_DOCS.test(entry.name)
      ? { name: entry.name, text: archiveDoc({ ...entry, text: readFileSync(entry.from, 'utf8'), names }) }
      : entry,
  );
  return written.sort((one, other) => (one.name < other.name ? -1 : 1));
}

function below(path, prefix) {
  if (statSync(path).isFile()) return [{ name: prefix, from: path }];
  return filesBelow(path).map((name) => ({
    name: `${prefix}/${name.replaceAll('\\', '/')}`,
    from: join(path, name),
  }));
}

/** The package for Windows has none; its package.json names it, and so does the SBOM. */
function licenceOf(node) {
  const from = join(node, 'LICENSE');
  return existsSync(from) ? [{ name: 'node/LICENSE', from }] : [];
}

/**
 * Outside Windows PowerShell writes to syslog whatever it is set to: each start, and the text of scripts as warnings, 300 KB a start of the server.
 */
function settingsOf({ powerShell }) {
  if (powerShell.edition !== 'unix') return [];
  return [{ name: 'powershell/powershell.config.json', text: '{ "LogLevel": "Error" }\n' }];
}

/** As .NET's own installer lays them out: a framework's files, and beside them what finds frameworks. */
function runtimeFiles({ framework, version, folder }) {
  const shared = `dotnet/shared/${framework}/${version}`;
  const files = ['lib/net10.0', 'native'].flatMap((part) => below(join(folder, part), shared));
  const finder = files.filter(({ name }) => /\/(?:lib)?hostfxr\.(?:dll|so)$/.test(name));
  return [
    ...files,
    ...finder.map(({ name, from }) => ({
      name: `dotnet/host/fxr/${version}/${name.split('/').at(-1)}`,
      from,
    })),
  ];
}

/** What the program reads of it; npm is not needed where it runs. */
function packageOf(project) {
  const { name, version, description, license, type } = JSON.parse(
    readFileSync(join(project, 'package.json'), 'utf8'),
  );
  return `${JSON.stringify({ name, version, description, license, private: true, type }, null, 2)}\n`;
}
