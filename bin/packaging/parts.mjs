/** Brings what isn't ours into .tools, each part held to its pin, and says where it is. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { extract } from 'tar-stream';
import { powerShellDll, powerShellImages, powerShellPackage } from '../runtime.mjs';
import { bringPackage, hasPackage, packageFolder } from '../setup/nuget-package.mjs';
import { Problem } from '../setup/problem.mjs';
import { lastLines, runCommand } from '../setup/run-command.mjs';

/** Folder of npm's package with Node for that platform: this machine's from node_modules, another's packed by npm. */
export async function bringNode({ project, env }, name) {
  const installed = join(project, 'node_modules', name);
  if (existsSync(installed)) return installed;
  const { version, integrity } = lockOf(project).packages[`node_modules/${name}`];
  const folder = join(project, '.tools', name, version);
  if (existsSync(join(folder, 'package.json'))) return folder;
  mkdirSync(folder, { recursive: true });
  const args = ['pack', `${name}@${version}`, '--pack-destination', folder, '--ignore-scripts', '--silent'];
  const { ok, output } = await runCommand('npm', args, { cwd: project, env, limit: 180_000 });
  if (!ok) throw new Problem(`npm brought no ${name} ${version}: ${lastLines(output, 3)}`);
  const [file] = readdirSync(folder).filter((found) => found.endsWith('.tgz'));
  const bytes = readFileSync(join(folder, file));
  rmSync(join(folder, file));
  if (`sha512-${createHash('sha512').update(bytes).digest('base64')}` !== integrity)
    throw new Problem(`What came as ${name} ${version} is not what package-lock.json pins.`);
  await unpack(gunzipSync(bytes), folder);
  return folder;
}

/** Folder of the pinned PowerShell for that edition: with machine code in it where set-up has made that, for it starts in half the time. */
export function powerShellFolder({ project, env }, edition) {
  const images = dirname(powerShellImages(project));
  const package_ = join(dirname(dirname(powerShellDll(env))), edition);
  const isOurs = edition === (process.platform === 'win32' ? 'win' : 'unix');
  const folder = isOurs && existsSync(join(images, 'pwsh.dll')) ? images : package_;
  if (existsSync(join(folder, 'pwsh.dll'))) return folder;
  throw new Problem(`There is no PowerShell in ${powerShellPackage(env)}. Run: dotnet tool restore`);
}

/** Folder of a runtime's package, whose files lie in runtimes/<rid>. */
export async function bringRuntime(where, { pin, rid }) {
  if (!hasPackage(where.project, pin)) await bringPackage(where, pin);
  return join(packageFolder(where.project, pin), 'runtimes', rid);
}

export function lockOf(project) {
  return JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8'));
}

/** npm puts everything below `package`. */
async function unpack(bytes, folder) {
  const reader = extract();
  reader.end(bytes);
  for await (const entry of reader) {
    const to = join(folder, entry.header.name.replace(/^package\//, ''));
    const chunks = [];
    for await (const chunk of entry) chunks.push(chunk);
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, Buffer.concat(chunks));
  }
}
