import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import {
  findDotnet,
  findOnPath,
  powerShell as pinned,
  powerShellDll,
  powerShellImages,
  powerShellPackage,
} from '../runtime.mjs';
import { Problem } from './problem.mjs';
import { lastLines, runCommand, saysUnreachable } from './run-command.mjs';

const isWindows = process.platform === 'win32';
const oldest = [7, 6];

/** The step that finds a PowerShell of at least 7.6, or brings the pinned one through the dotnet tool manifest. */
export const powerShell = {
  name: 'powershell',
  found: ({ project, env }) => {
    const known = readKnown(project, env);
    return known && `${known.version}, ${known.source}`;
  },
  work: 'looking for PowerShell 7.6, else dotnet tool restore',
  async run({ project, env }) {
    const found = (await fromMachine(env)) ?? (await fromTool(project, env));
    writeKnown(project, env, found);
    return `${found.version}, ${found.source}`;
  },
};

/**
 * How to start PowerShell, as set-up found it: `{ file, args, version, source }`, the script's arguments come after `args`.
 * Undefined before a set-up, and when what was found has changed since.
 */
export function readKnown(project, env = process.env) {
  try {
    const { known, asked, witness } = JSON.parse(readFileSync(recordOf(project), 'utf8'));
    const isStillThere = existsSync(known.file) && witnessOf(known) === witness;
    if (!isStillThere || asked !== (env.VENUE_CONTROL_PWSH ?? null)) return undefined;
    const dll = powerShellImages(project);
    return known.args.length > 0 && existsSync(dll) ? { ...known, args: [dll] } : known;
  } catch {
    return undefined;
  }
}

/** A pwsh that was named or that is installed here. A dotnet tool's shim is left out: ending it leaves the real one alive. */
async function fromMachine(env) {
  const asked = env.VENUE_CONTROL_PWSH;
  const file = asked || findOnPath(isWindows ? ['pwsh.exe'] : ['pwsh'], env);
  if (!file || (!asked && file.includes(`${sep}.dotnet${sep}tools${sep}`))) return undefined;
  const found = {
    file,
    args: [],
    source: `${asked ? 'VENUE_CONTROL_PWSH' : "this machine's own"} (${file})`,
  };
  const version = await versionOf(found, env);
  if (isNewEnough(version)) return { ...found, version };
  if (!asked) return undefined;
  throw new Problem(
    `VENUE_CONTROL_PWSH names ${file}, which is ${version ? `PowerShell ${version}` : 'not a PowerShell that starts'}. ` +
      `Name one of at least ${oldest.join('.')}, or unset it.`,
  );
}

async function fromTool(project, env) {
  const dotnet = findDotnet(env);
  if (!dotnet) {
    throw new Problem(
      `PowerShell ${oldest.join('.')} is needed, and neither pwsh nor dotnet was found. ` +
        'Install the .NET 10 SDK (https://dotnet.microsoft.com/download), which brings it, then run: npm run setup',
    );
  }
  const restored = await runCommand(dotnet, ['tool', 'restore'], { cwd: project, env: quietDotnet(env) });
  if (!restored.ok) throw new Problem(whyDotnetFailed(restored, 'dotnet tool restore'));
  const dll = powerShellDll(env);
  if (!existsSync(dll)) {
    throw new Problem(
      `dotnet tool restore left no ${dll}. Set NUGET_PACKAGES to NuGet's packages folder (dotnet nuget locals global-packages --list), then run: npm run setup`,
    );
  }
  checkContent(env);
  const found = { file: dotnet, args: [dll], source: 'dotnet tool' };
  const version = await versionOf(found, env);
  if (isNewEnough(version)) return { ...found, version };
  throw new Problem(
    `PowerShell ${pinned.version} does not start with ${dotnet}. Install the .NET 10 SDK (https://dotnet.microsoft.com/download), then run: npm run setup`,
  );
}

/** One clear sentence for what `dotnet` could not do, with its own last words under it. */
export function whyDotnetFailed({ output, timedOut }, command) {
  const why = lastLines(output, 3);
  if (/No \.NET SDKs were found|SDK.*(not found|could not be found)/i.test(output)) {
    return 'dotnet is here, but not its SDK. Install the .NET 10 SDK (https://dotnet.microsoft.com/download), then run: npm run setup';
  }
  return timedOut || saysUnreachable(output)
    ? `The NuGet source did not answer ${command}. Connect this machine to the network, or add a source it can reach (dotnet nuget add source), then run: npm run setup\n${why}`
    : `${command} failed. Put right what dotnet says here, then run: npm run setup\n${why}`;
}

/** No banner, no first-time certificate, no telemetry. */
export function quietDotnet(env) {
  return {
    ...env,
    DOTNET_NOLOGO: '1',
    DOTNET_CLI_TELEMETRY_OPTOUT: '1',
    DOTNET_GENERATE_ASPNET_CERTIFICATE: 'false',
    DOTNET_CLI_UI_LANGUAGE: 'en',
  };
}

function checkContent(env) {
  const folder = powerShellPackage(env);
  const { contentHash } = JSON.parse(readFileSync(join(folder, '.nupkg.metadata'), 'utf8'));
  if (contentHash === pinned.contentHash) return;
  throw new Problem(
    `The package in ${folder} is not the PowerShell ${pinned.version} that this project pins. Remove that folder, check the NuGet sources, then run: npm run setup`,
  );
}

async function versionOf({ file, args }, env) {
  const result = await runCommand(file, [...args, '--version'], { env: quietDotnet(env), limit: 60_000 });
  return /PowerShell (\d+\.\d+\.\d+\S*)/.exec(result.output)?.[1];
}

function isNewEnough(version) {
  if (!version) return false;
  const [major, minor] = version.split('.').map(Number);
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
}

function writeKnown(project, env, known) {
  const record = { known, asked: env.VENUE_CONTROL_PWSH ?? null, witness: witnessOf(known) };
  mkdirSync(dirname(recordOf(project)), { recursive: true });
  writeFileSync(recordOf(project), JSON.stringify(record));
}

/** What would have changed if someone had updated or replaced that PowerShell. */
function witnessOf({ file, args }) {
  const { size, mtimeMs } = statSync(args[0] ?? file);
  return `${size} ${mtimeMs}`;
}

function recordOf(project) {
  return join(project, '.tools', 'powershell.json');
}
