/**
 * The SBOM (CycloneDX), by npm's own `npm sbom` from package-lock.json: of its packages those that are in the archive, bundled or whole, and
 * what comes from elsewhere. The same lock gives the same bytes.
 */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { powerShell } from '../runtime.mjs';
import { filesBelow } from '../setup/staleness.mjs';

export async function billOfMaterials({ project, env, platform }) {
  const args = ['sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'application', '--package-lock-only'];
  const { stdout } = await promisify(execFile)('npm', [...args, '--loglevel=silent'], {
    cwd: project,
    env,
    maxBuffer: 64_000_000,
    shell: process.platform === 'win32',
  });
  const bill = billOf(JSON.parse(stdout), {
    bundled: bundledPackages(project),
    imported: consolePackages(project),
    platform,
  });
  return `${JSON.stringify(bill, null, 2)}\n`;
}

/** Of all that npm knows: what the program's bundle is made of, what the console imports with all that it needs, and one platform's Node. */
function billOf(
  { serialNumber: _, metadata, components, dependencies, ...bill },
  { bundled, imported, platform },
) {
  const { tools, component } = metadata;
  const refOf = (found) => found['bom-ref'];
  const needed = reachable(dependencies, components.filter(({ name }) => imported.includes(name)).map(refOf));
  const kept = components.filter(
    (found) => found.name === platform.node.package || bundled.has(found.name) || needed.has(refOf(found)),
  );
  const refs = new Set([refOf(component), ...kept.map(refOf)]);
  return {
    ...bill,
    metadata: { tools, component: { ...component, name: 'venue-control-plane' } },
    components: [...kept, ...fromElsewhere(platform)],
    dependencies: dependencies
      .filter(({ ref }) => refs.has(ref))
      .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((on) => refs.has(on)) })),
  };
}

/** By the bundler's maps, which name every file that it took. */
function bundledPackages(project) {
  const folder = join(project, 'dist', 'bundle');
  const maps = filesBelow(folder).filter((name) => name.endsWith('.map'));
  const sources = maps.flatMap((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')).sources);
  return new Set(
    sources.flatMap((source) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(source)?.[1] ?? []),
  );
}

/** The console's bundler keeps no maps: what its sources name. */
function consolePackages(project) {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));
  const folder = join(project, 'console');
  const text = filesBelow(folder)
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
  return Object.keys({ ...dependencies, ...devDependencies }).filter((name) =>
    [`'${name}'`, `'${name}/`].some((quoted) => text.includes(quoted)),
  );
}

function reachable(dependencies, from) {
  const next = new Map(dependencies.map(({ ref, dependsOn }) => [ref, dependsOn]));
  const seen = new Set();
  const queue = [...from];
  for (let ref = queue.pop(); ref !== undefined; ref = queue.pop()) {
    if (seen.has(ref)) continue;
    seen.add(ref);
    queue.push(...(next.get(ref) ?? []));
  }
  return seen;
}

function fromElsewhere({ runtimes }) {
  const nuget = (id, version, hash) => ({
    'bom-ref': `${id}@${version}`,
    type: 'framework',
    name: id,
    version,
    purl: `pkg:nuget/${id}@${version}`,
    hashes: [{ alg: 'SHA-512', content: Buffer.from(hash, 'base64').toString('hex') }],
    licenses: [{ license: { id: 'MIT' } }],
  });
  return [
    nuget('PowerShell', powerShell.version, powerShell.contentHash),
    ...runtimes.map(({ pin }) => nuget(pin.id, pin.version, pin.sha512)),
  ];
}
