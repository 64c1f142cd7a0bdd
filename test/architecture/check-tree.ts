import { posix } from 'node:path';
import type { SourceFile } from './check-imports.js';
import { readSource } from './read-source.js';

const MOST_FILES = 25;
const FEWEST_LINES = 25;
/** Short files that have not joined a neighbor yet. This number may only fall. */
const SHORT_FILES_LEFT = 25;
/** React finds a hook by this prefix. */
const REQUIRED_PREFIX = 'use';
const hasImports = /\.(tsx?|mjs)$/;
const generated = /\/(generated|migrations)\//;

/** Every broken rule about where files of the program are, as a sentence that says why; empty when all is well. */
export function checkTree(files: readonly SourceFile[]): string[] {
  const folders = Map.groupBy(files, ({ path }) => posix.dirname(path));
  return [
    ...[...folders].flatMap(([folder, inside]) => [
      ...tooFull(folder, inside.length),
      ...sharedPrefixes(folder, inside),
    ]),
    ...circles(files),
  ];
}

function tooFull(folder: string, count: number): string[] {
  return count > MOST_FILES
    ? [
        `${folder} has ${count} files: a list of more than ${MOST_FILES} is hard to read, so group what belongs together in folders`,
      ]
    : [];
}

/** `doctor-a`, `doctor-b` and `doctor-c`: a folder, written three times. */
function sharedPrefixes(folder: string, inside: readonly SourceFile[]): string[] {
  const stems = new Set(inside.map(({ path }) => stemOf(path)));
  return [...Map.groupBy(stems, (stem) => stem.split('-')[0] ?? stem)]
    .filter(([prefix, sharing]) => sharing.length > 2 && prefix !== REQUIRED_PREFIX && !/^\d/.test(prefix))
    .map(
      ([prefix, sharing]) =>
        `${folder}: ${sharing.join(', ')} share the prefix ${prefix}: a prefix of three files is a folder, and their names can do without it`,
    );
}

/** The file name without its extension and without what says which kind of file it is: `clerks` of `clerks.resolver.ts`. */
function stemOf(path: string): string {
  return posix.basename(path).split('.')[0] ?? path;
}

/**
 * In each folder, its files and its folders are one graph: an arrow is an import from inside the one to inside the other. So a circle of
 * files shows in the folder that has them all, and a circle of folders although no file is in one.
 */
function circles(files: readonly SourceFile[]): string[] {
  const known = new Set(files.map(({ path }) => path));
  const arrows = files
    .filter(({ path }) => hasImports.test(path))
    .flatMap(({ path, text }) => targetsOf(path, text, known).map((target) => arrowOf(path, target)));
  return [...Map.groupBy(arrows, ({ folder }) => folder)].flatMap(([folder, inside]) => {
    const circle = shortestCircle(inside);
    const places = [...circle.map(({ from }) => from), circle[0]?.from].join(' -> ');
    const imports = circle.map(({ path, target }) => `${path} imports ${target}`).join('; ');
    return circle.length > 0
      ? [
          `${folder}: ${places} is a circle, so none of them can be read, tested or moved alone: ${imports}. Move what is needed below all of them`,
        ]
      : [];
  });
}

/** An import, seen from the deepest folder that has both ends: `from` and `to` are files or folders there. */
interface Arrow {
  readonly folder: string;
  readonly from: string;
  readonly to: string;
  readonly path: string;
  readonly target: string;
}

function targetsOf(path: string, text: string, known: ReadonlySet<string>): string[] {
  return readSource(text, path.endsWith('.tsx')).imports.flatMap(({ specifier }) => {
    if (!specifier?.startsWith('.')) return [];
    const place = posix.join(posix.dirname(path), specifier);
    const found = [place, place.replace(/\.js$/, '.ts'), `${place}.ts`, `${place}.tsx`].find((each) =>
      known.has(each),
    );
    return found === undefined || found === path ? [] : [found];
  });
}

function arrowOf(path: string, target: string): Arrow {
  const [from, to] = [path.split('/'), target.split('/')];
  const depth = from.findIndex((part, i) => part !== to[i]);
  const child = (parts: readonly string[]) => `${parts[depth]}${depth < parts.length - 1 ? '/' : ''}`;
  return { folder: from.slice(0, depth).join('/'), from: child(from), to: child(to), path, target };
}

/** Empty when there is none. */
function shortestCircle(arrows: readonly Arrow[]): readonly Arrow[] {
  const byStart = Map.groupBy(arrows, ({ from }) => from);
  const found = [...byStart.keys()].flatMap((start) => {
    const ways: (readonly Arrow[])[] = [[]];
    const seen = new Set<string>();
    for (const way of ways) {
      for (const arrow of byStart.get(way.at(-1)?.to ?? start) ?? []) {
        if (arrow.to === start) return [[...way, arrow]];
        if (!seen.has(arrow.to)) ways.push([...way, arrow]);
        seen.add(arrow.to);
      }
    }
    return [];
  });
  return found.sort((a, b) => a.length - b.length)[0] ?? [];
}

/** Files that are too short for a name of their own. An interface may be short: what implements it is elsewhere. */
export function shortFiles(files: readonly SourceFile[]): string[] {
  return files
    .filter(
      ({ path, text }) =>
        hasImports.test(path) && !generated.test(path) && !path.endsWith('.d.ts') && isShort(path, text),
    )
    .map(({ path }) => path);
}

function isShort(path: string, text: string): boolean {
  return (
    text.trimEnd().split('\n').length < FEWEST_LINES && !readSource(text, path.endsWith('.tsx')).isInterface
  );
}

/** Says what to do when there are more short files than there were, or fewer. */
export function checkShortFiles(files: readonly SourceFile[], left = SHORT_FILES_LEFT): string[] {
  const short = shortFiles(files);
  if (short.length === left) return [];
  return short.length < left
    ? [
        `${short.length} files have fewer than ${FEWEST_LINES} lines: set SHORT_FILES_LEFT to ${short.length}, so that it can't rise again`,
      ]
    : short.map(
        (path) =>
          `${path} has fewer than ${FEWEST_LINES} lines: let it join the file that uses it (${left} may be so, ${short.length} are)`,
      );
}
