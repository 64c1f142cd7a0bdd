import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { findOnPath } from '../runtime.mjs';
import { bringPackage, hasPackage, keepOnly, packageFolder } from './nuget-package.mjs';
import { Problem } from './problem.mjs';
import { lastLines, runCommand } from './run-command.mjs';

const system = process.platform === 'win32' ? 'win' : 'unix';

/** Each with the assemblies that the proofs load, in that order. Of the 470 MB that are unpacked, these and the package files are kept: 86. */
const pins = [
  {
    id: 'Microsoft.SqlServer.TransactSql.ScriptDom',
    version: '180.140.0',
    sha512: '1NcZJUP3DJo2OxjWMhaPBshh0KvyLkSTpz0P8O6sCsfsHcBYAFX42inAOr29ObQtE/fXaIBOESIWT0GJW/iJ+Q==',
    assemblies: ['lib/net8.0/Microsoft.SqlServer.TransactSql.ScriptDom.dll'],
  },
  {
    id: 'Microsoft.Data.SqlClient',
    version: '6.1.5',
    sha512: 'cUaQtF4mw7ZDpp34y6KM+hOZOnteuDU3i03wwI9QjmQ2dxUIhJX/vGQvEMvgfLxjNRcGtYs+lAU7FmW/nZkSbQ==',
    assemblies: [`runtimes/${system}/lib/net8.0/Microsoft.Data.SqlClient.dll`],
  },
  {
    id: 'Microsoft.SqlServer.Server',
    version: '1.0.0',
    sha512: 'G9kLCMlPrfO7YRLJX200puElH0cQgj+plcui7NZXFGoeWU3jOO224YrTUeMABS6CTsge0C9I0/8thYUWmppCYA==',
    assemblies: ['lib/netstandard2.0/Microsoft.SqlServer.Server.dll'],
  },
  {
    id: 'Microsoft.SqlServer.DacFx',
    version: '170.5.96',
    sha512: 'vT5FnioDB0mT/c63go9PtGWCaaXTnSKP8eM29m7z7kBamX9WQjfkhO2EHeFT2JsW6QYLdT5qVZaZt45HaSZqAA==',
    assemblies: [
      'Microsoft.Data.Tools.Utilities',
      'Microsoft.Data.Tools.Schema.Sql',
      'Microsoft.SqlServer.Dac',
      'Microsoft.SqlServer.Dac.Extensions',
    ].map((name) => `lib/net8.0/${name}.dll`),
  },
];

/** Absolute, in the order in which they are loaded. */
export function transactSqlAssemblies(project) {
  return pins.flatMap((pin) => pin.assemblies.map((file) => join(packageFolder(project, pin), file)));
}

/** The step that brings the parser and the model that T-SQL is proved with, from NuGet packages and for tests only: they are Microsoft's, and none of them is ours to pass on. */
export const transactSql = {
  name: 't-sql',
  found: ({ project, env }) =>
    hasCultures(env) &&
    pins.every((pin) => hasPackage(project, pin)) &&
    transactSqlAssemblies(project).every((file) => existsSync(file))
      ? pins.map(({ id, version }) => `${id.split('.').at(-1)} ${version}`).join(', ')
      : undefined,
  work: `dotnet package download, of ${pins.length} packages`,
  async run(where) {
    for (const pin of pins) {
      await bringPackage(where, pin);
      keepOnly(where.project, pin, pin.assemblies);
    }
    await bringCultures(where.env);
    return pins.map(({ id, version }) => `${id.split('.').at(-1)} ${version}`).join(', ');
  },
};

/** The model sorts and compares as cultures do: .NET has them from ICU, and does without where it is configured so. */
function hasCultures(env) {
  const without = /^(1|true)$/i.test(env.DOTNET_SYSTEM_GLOBALIZATION_INVARIANT ?? '');
  if (!without || process.platform !== 'linux') return true;
  const places = ['/usr/lib', '/usr/lib64', '/usr/local/lib'].filter((place) => existsSync(place));
  const folders = places.flatMap((place) => [
    place,
    ...readdirSync(place, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name.includes('-linux-'))
      .map(({ name }) => join(place, name)),
  ]);
  return folders.some((folder) => readdirSync(folder).some((file) => file.startsWith('libicuuc.so')));
}

async function bringCultures(env) {
  if (hasCultures(env)) return;
  const apt = findOnPath(['apt-get'], env);
  const byHand = "apt-get install --no-install-recommends '^libicu[0-9]+$'";
  if (!apt || process.getuid?.() !== 0)
    throw new Problem(
      `The proofs of T-SQL need ICU: have it installed (as root: ${byHand}), then run npm test again.`,
    );
  const quietly = { env: { ...env, DEBIAN_FRONTEND: 'noninteractive' } };
  await runCommand(apt, ['update', '-qq'], quietly);
  const args = ['install', '-y', '-qq', '--no-install-recommends', '^libicu[0-9]+$'];
  const { output } = await runCommand(apt, args, quietly);
  if (!hasCultures(env)) throw new Problem(`ICU could not be installed (${byHand}):\n${lastLines(output)}`);
}
