/** One archive a platform: unpack it, and it runs. Neither npm nor .NET nor anything else is needed there. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checksumsOf, writeArchive } from './archive.mjs';
import { billOfMaterials } from './bill-of-materials.mjs';
import { contentsOf } from './contents.mjs';
import { bringNode, bringRuntime, powerShellFolder } from './parts.mjs';
import { platforms } from './platforms.mjs';

/** Writes the archive and its SBOM into `to`, with SHA256SUMS of them there; answers the paths. The program must be built. */
export async function packageProgram({ project, env, name, to }) {
  const platform = platforms[name];
  const where = { project, env };
  const { version } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));
  const parts = {
    node: await bringNode(where, platform.node.package),
    powerShell: powerShellFolder(where, platform.powerShell.edition),
    runtimes: [],
  };
  for (const runtime of platform.runtimes)
    parts.runtimes.push({
      framework: runtime.framework,
      version: runtime.pin.version,
      folder: await bringRuntime(where, runtime),
    });
  const bill = await billOfMaterials({ project, env, platform });
  const contents = [...contentsOf({ project, platform, parts }), { name: 'sbom.cdx.json', text: bill }];
  const entries = [...contents, { name: 'SHA256SUMS', text: checksumsOf(contents) }];
  const folder = `venue-control-${version}-${name}`;
  const archive = `${folder}.${platform.archive}`;
  await writeArchive({ file: join(to, archive), kind: platform.archive, folder, entries });
  writeFileSync(join(to, `${folder}.cdx.json`), bill);
  return [archive, `${folder}.cdx.json`];
}

/** For anyone who brings it to a till: of what was made now, behind what an earlier call has made and is still there, each as it is now. */
export function writeChecksums(to, names) {
  const file = join(to, 'SHA256SUMS');
  const before = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
  const kept = before
    .map((line) => line.slice(66))
    .filter((name) => !names.includes(name) && existsSync(join(to, name)));
  const entries = [...kept, ...names].map((name) => ({ name, from: join(to, name) }));
  writeFileSync(file, checksumsOf(entries));
}
