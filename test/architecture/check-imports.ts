import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import {
  domainModules,
  layers,
  owners,
  programFolders,
  pureBuiltins,
  pureLayers,
  readingLayers,
  readingPorts,
  sharedByDomain,
  sharedData,
} from './layers.js';
import { type Import, readSource } from './read-source.js';

export interface SourceFile {
  /** From the project's folder, with forward slashes: `src/storage/database.ts`. */
  readonly path: string;
  readonly text: string;
}

/** Every broken rule about imports and exports as a sentence that says why; empty when all is well. */
export function checkImports(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, text }) => {
    const layer = layerOf(path);
    if (!layers[layer]) return [`${path} is in no layer: there are ${Object.keys(layers).join(', ')}`];
    const source = readSource(text, path.endsWith('.tsx'));
    return [
      ...source.imports.map((found) => whyNot(path, layer, found)).filter((why) => why !== undefined),
      ...(source.hasDefaultExport
        ? [`${path} has a default export: a name that the importer invents can't be searched for`]
        : []),
      ...(source.isBarrel
        ? [
            `${path} is a barrel: import from the file that has the thing, or every import loads the whole layer`,
          ]
        : []),
    ];
  });
}

function whyNot(path: string, layer: string, found: Import): string | undefined {
  const { specifier } = found;
  if (specifier === undefined)
    return `${path} imports something computed: this test can't vouch for it, so write the name`;
  const why = specifier.startsWith('.')
    ? whyNotFile(path, layer, found, specifier)
    : whyNotPackage(path, layer, specifier);
  return why && `${path} imports ${specifier}: ${why}`;
}

function whyNotFile(path: string, from: string, found: Import, specifier: string): string | undefined {
  const target = posix.join(posix.dirname(path), specifier).replace(/\.js$/, '.ts');
  const data = sharedData.find(({ file }) => file === target);
  if (data) return data.layers.includes(from) ? undefined : `only ${data.layers.join(', ')}: ${data.why}`;
  if (!programFolders.some((folder) => target.startsWith(folder)))
    return `a program imports nothing outside ${programFolders.join(', ')}`;
  const to = layerOf(target);
  if (to === 'main') return 'main composes and is imported by no file';
  if (from === 'domain' && to === from) return whyNotUpward(path, target);
  if (
    readingLayers.includes(from) &&
    target.startsWith('src/domain/ports/') &&
    !readingPorts.includes(target)
  )
    return `an edge may only read, by ${readingPorts.join(', ')}: a store that writes would be past guards and trail`;
  const rule = layers[from];
  if (from === to || rule?.may.includes(to)) return undefined;
  if (rule?.portsOf !== to) return `${from} may not import ${to}: ${rule?.why}`;
  const isPort = target.startsWith(`src/${to}/ports/`) || sharedByDomain.includes(target);
  return found.isTypeOnly || isPort
    ? undefined
    : `${from} takes only ports and types of ${to} (write "import type"): ${rule.why}`;
}

/** Inside the domain a module imports only those below it. */
function whyNotUpward(path: string, target: string): string | undefined {
  const [from, to] = [floorOf(path), floorOf(target)];
  if (from < 0 || to < 0)
    return 'domain has no such module: name it in test/architecture/layers.ts, on its floor';
  return to <= from
    ? undefined
    : `domain is read from ${domainModules.join(' to ')}, and an import points back, never ahead`;
}

/** Floor in domain, 0 for the lowest; above all of them for the files that put them together. */
function floorOf(path: string): number {
  const [, , folder, file] = path.split('/');
  return file === undefined ? domainModules.length : domainModules.indexOf(folder ?? '');
}

function whyNotPackage(path: string, layer: string, specifier: string): string | undefined {
  const name = packageOf(specifier);
  const owner = owners.find(({ packages }) => packages.includes(name));
  if (owner) {
    const isOurs = owner.files.some((file) => (file.endsWith('/') ? path.startsWith(file) : path === file));
    return isOurs ? undefined : `${name} belongs to ${owner.files.join(', ')}: ${owner.why}`;
  }
  if (!name.startsWith('node:')) {
    return layer === 'console'
      ? undefined
      : `${name} has no owner: say in test/architecture/layers.ts which files may use it, and why`;
  }
  if (!pureLayers.includes(layer) || pureBuiltins.includes(name)) return undefined;
  return `${layer} may use only ${pureBuiltins.join(', ')} of Node: whatever reaches out of the process is a port`;
}

/** `@a/b/c` is of `@a/b`, `node:fs/promises` and `fs` are of `node:fs`. */
function packageOf(specifier: string): string {
  const parts = specifier.split('/');
  const name = specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier);
  return isBuiltin(name) && !name.startsWith('node:') ? `node:${name}` : name;
}

export function layerOf(path: string): string {
  const [top, inside] = path.split('/');
  return (top === 'src' ? inside : top)?.replace(/\.[jt]s$/, '') ?? '';
}
