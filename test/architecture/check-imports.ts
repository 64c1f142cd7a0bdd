import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import { type Import, readSource } from './read-source.js';
import {
  operationsRooms,
  owners,
  pureBuiltins,
  pureRooms,
  readingPorts,
  readingRooms,
  rooms,
  sharedByOperations,
} from './rooms.js';

export interface SourceFile {
  /** From the project's folder, with forward slashes: `src/storage/database.ts`. */
  readonly path: string;
  readonly text: string;
}

/** Every broken rule about imports and exports as a sentence that says why; empty when all is well. */
export function checkImports(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, text }) => {
    const room = roomOf(path);
    if (!rooms[room]) return [`${path} is in no room: src has ${Object.keys(rooms).join(', ')}`];
    const source = readSource(text, path.endsWith('.tsx'));
    return [
      ...source.imports.map((found) => whyNot(path, room, found)).filter((why) => why !== undefined),
      ...(source.hasDefaultExport
        ? [`${path} has a default export: a name that the importer invents can't be searched for`]
        : []),
      ...(source.isBarrel
        ? [
            `${path} is a barrel: import from the file that has the thing, or every import loads the whole room`,
          ]
        : []),
    ];
  });
}

function whyNot(path: string, room: string, found: Import): string | undefined {
  const { specifier } = found;
  if (specifier === undefined)
    return `${path} imports something computed: this test can't vouch for it, so write the name`;
  const why = specifier.startsWith('.')
    ? whyNotFile(path, room, found, specifier)
    : whyNotPackage(path, room, specifier);
  return why && `${path} imports ${specifier}: ${why}`;
}

function whyNotFile(path: string, from: string, found: Import, specifier: string): string | undefined {
  const target = posix.join(posix.dirname(path), specifier).replace(/\.js$/, '.ts');
  if (!target.startsWith('src/')) return 'a program imports nothing outside src';
  const to = roomOf(target);
  if (to === 'main') return 'main composes and is imported by no file';
  if (from === 'domain' && to === from) return whyNotUpward(path, target);
  if (readingRooms.includes(from) && target.startsWith('src/domain/ports/') && !readingPorts.includes(target))
    return `an edge may only read, by ${readingPorts.join(', ')}: a store that writes would be past guards and trail`;
  const rule = rooms[from];
  if (from === to || rule?.may.includes(to)) return undefined;
  if (rule?.portsOf !== to) return `${from} may not import ${to}: ${rule?.why}`;
  const isPort = target.startsWith(`src/${to}/ports/`) || sharedByOperations.includes(target);
  return found.isTypeOnly || isPort
    ? undefined
    : `${from} takes only ports and types of ${to} (write "import type"): ${rule.why}`;
}

/** Inside the domain a sub-room imports only those below it. */
function whyNotUpward(path: string, target: string): string | undefined {
  const [from, to] = [floorOf(path), floorOf(target)];
  if (from < 0 || to < 0)
    return 'domain has no such sub-room: name it in test/architecture/rooms.ts, on its floor';
  return to <= from
    ? undefined
    : `domain is read from ${operationsRooms.join(' to ')}, and an import points back, never ahead`;
}

/** Floor in domain, 0 for the lowest; above all of them for the files that put them together. */
function floorOf(path: string): number {
  const [, , folder, file] = path.split('/');
  return file === undefined ? operationsRooms.length : operationsRooms.indexOf(folder ?? '');
}

function whyNotPackage(path: string, room: string, specifier: string): string | undefined {
  const name = packageOf(specifier);
  const owner = owners.find(({ packages }) => packages.includes(name));
  if (owner) {
    const isOurs = owner.files.some((file) => (file.endsWith('/') ? path.startsWith(file) : path === file));
    return isOurs ? undefined : `${name} belongs to ${owner.files.join(', ')}: ${owner.why}`;
  }
  if (!name.startsWith('node:')) {
    return room === 'console'
      ? undefined
      : `${name} has no owner: say in test/architecture/rooms.ts which files may use it, and why`;
  }
  if (!pureRooms.includes(room) || pureBuiltins.includes(name)) return undefined;
  return `${room} may use only ${pureBuiltins.join(', ')} of Node: whatever reaches out of the process is a port`;
}

/** `@a/b/c` is of `@a/b`, `node:fs/promises` and `fs` are of `node:fs`. */
function packageOf(specifier: string): string {
  const parts = specifier.split('/');
  const name = specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier);
  return isBuiltin(name) && !name.startsWith('node:') ? `node:${name}` : name;
}

function roomOf(path: string): string {
  return path.split('/')[1]?.replace(/\.ts$/, '') ?? '';
}
