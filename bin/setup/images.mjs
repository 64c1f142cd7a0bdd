import {
  chmodSync,
  constants,
  cpSync,
  existsSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { powerShell as pinned, powerShellDll, powerShellImages } from '../runtime.mjs';
import { bringPackage, packageFolder } from './nuget-package.mjs';
import { quietDotnet, readKnown } from './powershell.mjs';
import { Problem } from './problem.mjs';
import { lastLines, runCommand } from './run-command.mjs';

/**
 * Microsoft's compiler from IL to machine code, for each system that this has run on (docs/adr/0008-precompile-powershell.md: why
 * Windows isn't among them).
 */
const compilers = {
  'linux-x64': {
    id: 'Microsoft.NETCore.App.Crossgen2.linux-x64',
    version: '10.0.12',
    sha512: 'hBrbpFloNh3BlCDLxPff3ElYmGUuQM2ZTKlYRtGXYak9e+0nDMSmtQcxApMf06f8M4mGyEsGCSscW0BnuJuE2g==',
  },
};
const compiler = compilers[`${process.platform}-${process.arch}`];

/** What a host or a script of ours loads. */
const assemblies = [
  'System.Management.Automation',
  'Microsoft.PowerShell.ConsoleHost',
  'Microsoft.PowerShell.Commands.Management',
  'Microsoft.PowerShell.Commands.Utility',
  'Microsoft.PowerShell.Security',
  'Newtonsoft.Json',
  'Microsoft.ApplicationInsights',
];

/**
 * The step that makes a copy of the pinned PowerShell with machine code in it: the package of the dotnet tool has none, and each
 * start would compile the same thousands of methods. Only a help: where it fails, set-up says why, and PowerShell runs as it came.
 */
export const images = {
  name: 'images',
  found({ project, env }) {
    if (readKnown(project, env)?.source !== 'dotnet tool') return 'as this PowerShell has them';
    if (!compiler) return `none are made on ${process.platform}-${process.arch}`;
    const { of, why } = readRecord(project);
    if (of !== key()) return undefined;
    if (why) return without(project, why);
    const folder = dirname(powerShellImages(project));
    const isWhole = ['pwsh', ...assemblies].every((name) => existsSync(join(folder, `${name}.dll`)));
    return isWhole ? `of PowerShell, by crossgen2 ${compiler.version}` : undefined;
  },
  work: 'compiling PowerShell to machine code, once',
  async run(where) {
    const { project } = where;
    const since = Date.now();
    try {
      await make(where);
    } catch (error) {
      // The last line is what went wrong in the words of who noticed it.
      const why = lastLines(error.message, 1);
      writeRecord(project, { of: key(), why });
      return without(project, why);
    }
    writeRecord(project, { of: key() });
    return `made by crossgen2 ${compiler.version} in ${((Date.now() - since) / 1000).toFixed(1)} s`;
  },
};

function without(project, why) {
  return `none, PowerShell only starts slower (${why}). For another try remove ${recordOf(project)}`;
}

async function make(where) {
  const { project, env } = where;
  const target = dirname(powerShellImages(project));
  const source = dirname(powerShellDll(env));
  const part = `${target}.part`;
  rmSync(dirname(target), { recursive: true, force: true });
  const package_ = packageFolder(project, compiler);
  try {
    await bringPackage(where, compiler);
    cpSync(source, part, { recursive: true, mode: constants.COPYFILE_FICLONE });
    const crossgen = join(package_, 'tools', 'crossgen2');
    chmodSync(crossgen, 0o755);
    const framework = await frameworkOf(source, where);
    const settings = ['-O', '--targetos', 'linux', '--targetarch', 'x64'];
    const references = ['-r', join(framework, '*.dll'), '-r', join(source, '*.dll')];
    for (const name of assemblies) {
      const input = join(source, `${name}.dll`);
      const output = join(part, `${name}.dll`);
      rmSync(output);
      const result = await runCommand(crossgen, [input, '-o', output, ...references, ...settings], {
        limit: 300_000,
      });
      if (!result.ok)
        throw new Problem(`crossgen2 could not compile ${name}: ${lastLines(result.output, 2)}`);
    }
    // Checked before it is used by anyone: it must run, from where it is.
    await frameworkOf(part, where);
    renameSync(part, target);
  } finally {
    rmSync(part, { recursive: true, force: true });
    rmSync(dirname(package_), { recursive: true, force: true });
  }
}

/** Asks the PowerShell in that folder for the folder of the .NET it runs on. */
async function frameworkOf(folder, { project, env }) {
  const { file } = readKnown(project, env);
  const args = [join(folder, 'pwsh.dll'), '-NoProfile', '-NonInteractive', '-Command'];
  const result = await runCommand(
    file,
    [...args, '"$PSHOME`n$([IO.Path]::GetDirectoryName([object].Assembly.Location))"'],
    { env: { ...quietDotnet(env), NO_COLOR: '1' }, limit: 60_000 },
  );
  const [home, framework] = result.output.trim().split(/\r?\n/);
  const isItself = result.ok && existsSync(home) && realpathSync(home) === realpathSync(folder);
  if (isItself && framework && existsSync(framework)) return framework;
  throw new Problem(`PowerShell does not run from ${folder}: ${lastLines(result.output, 2)}`);
}

/** What the images are of: another PowerShell or another compiler makes them again. */
function key() {
  return `${pinned.version} ${pinned.contentHash} ${compiler.version}`;
}

function readRecord(project) {
  try {
    return JSON.parse(readFileSync(recordOf(project), 'utf8')) ?? {};
  } catch {
    return {};
  }
}

function writeRecord(project, record) {
  writeFileSync(recordOf(project), JSON.stringify(record));
}

function recordOf(project) {
  return join(project, '.tools', 'images.json');
}
