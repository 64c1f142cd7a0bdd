import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { referenceAssemblies } from './framework.mjs';
import { quietDotnet, readKnown } from './powershell.mjs';
import { Problem } from './problem.mjs';
import { lastLines, runCommand } from './run-command.mjs';

const script = 'bin/setup/compile-assembly.ps1';

/**
 * The step that compiles scripts/assembly into one assembly, which PowerShell 7 and 5.1 load by its path (docs/adr/0059-one-compiled-assembly.md). The
 * compiler is the one that PowerShell has in it.
 */
export const assembly = {
  name: 'assembly',
  found({ project }) {
    const record = readRecord(project);
    const isOurs = existsSync(fileOf(project)) && sha256(readFileSync(fileOf(project))) === record.sha256;
    return isOurs && record.of === key(project) ? 'of scripts/assembly' : undefined;
  },
  work: 'compiling scripts/assembly',
  async run({ project, env }) {
    const { file, args } = readKnown(project, env);
    const part = join(project, '.tools', 'VenueControl.dll');
    const of = key(project);
    const words = [
      ...args,
      '-NoProfile',
      '-NonInteractive',
      '-ExecutionPolicy',
      'Bypass',
      '-File',
      join(project, script),
    ];
    const said = { Source: sourcesOf(project), Reference: referenceAssemblies(project), Output: [part] };
    const asked = Object.entries(said).flatMap(([name, files]) => [`-${name}`, files.join(';')]);
    const result = await runCommand(file, [...words, ...asked], {
      env: { ...quietDotnet(env), NO_COLOR: '1' },
      limit: 180_000,
    });
    if (!result.ok)
      throw new Problem(
        `scripts/assembly does not compile. Correct it, then run this again:\n${lastLines(result.output, 5)}`,
      );
    try {
      renameSync(part, fileOf(project));
    } catch (error) {
      rmSync(part, { force: true });
      throw new Problem(
        `${fileOf(project)} cannot be replaced (${error.code}). Stop the server that has it open, then run this again.`,
      );
    }
    const record = { of, sha256: sha256(readFileSync(fileOf(project))) };
    writeFileSync(recordOf(project), JSON.stringify(record));
    return 'of scripts/assembly';
  },
};

/** Another source makes it again. */
function key(project) {
  const hash = createHash('sha256');
  for (const file of [...sourcesOf(project), join(project, script)]) hash.update(readFileSync(file));
  return hash.digest('hex');
}

function sourcesOf(project) {
  const folder = join(project, 'scripts', 'assembly');
  const names = readdirSync(folder).filter((name) => name.endsWith('.cs'));
  return names.sort().map((name) => join(folder, name));
}

function readRecord(project) {
  try {
    return JSON.parse(readFileSync(recordOf(project), 'utf8')) ?? {};
  } catch {
    return {};
  }
}

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');
const fileOf = (project) => join(project, 'scripts', 'assembly', 'VenueControl.dll');
const recordOf = (project) => join(project, '.tools', 'assembly.json');
