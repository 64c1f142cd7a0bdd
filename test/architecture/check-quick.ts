/** That the tests of the inner loop start no process and listen nowhere, by what they import, through however many files. */
import { posix } from 'node:path';
import { isQuick, liveRooms, quickRooms } from '../../bin/testing/rooms.mjs';
import type { SourceFile } from './check-imports.js';
import { readSource } from './read-source.js';

/** Who has these may start a process, or listen, or ask somebody. */
const reachesOut = [
  ...['child_process', 'cluster', 'dgram', 'http', 'http2', 'https', 'net', 'tls'].map(
    (name) => `node:${name}`,
  ),
  ...['playwright-core', 'ws', 'fastify', '@apollo/server', 'node-powershell'],
];
/** Asks git which files there are; shows what is refused, as text; is described by --help and not run. */
const excepted = [
  'test/architecture/project-files.ts',
  'test/architecture/goes-red.test.ts',
  'src/commands/doctor.ts',
];

const calls: readonly (readonly [RegExp, string])[] = [
  [/\.listen\(/, 'listens'],
  [/(?<![.\w])fetch\(/, 'asks a server'],
  [/(['"`])dist(\1|\/)/, 'needs the build'],
];

const remedy = 'move it to a folder called processes, or to a room that npm run check leaves out';

/** `files`: everything that a test may import. A sentence for each quick test that is none, and for each room that isn't named. */
export function checkQuick(files: readonly SourceFile[]): string[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const tests = files.filter(({ path }) => /^test\/.*\.test\.ts$/.test(path));
  return [
    ...roomsOf(tests),
    ...tests
      .filter(({ path }) => isQuick(path))
      .flatMap((test) => {
        const why = whyNotQuick(test, byPath, new Set());
        return why === undefined ? [] : [`${test.path} runs in npm run check, and ${why}: ${remedy}`];
      }),
  ];
}

/** As a new room is to be decided on, and a room that is gone is no rule. */
function roomsOf(tests: readonly SourceFile[]): string[] {
  const named = [...quickRooms, ...liveRooms];
  const found = new Set(
    tests.flatMap(({ path }) => (path.split('/').length > 2 ? [path.split('/')[1] ?? ''] : [])),
  );
  return [
    ...[...found]
      .filter((room) => !named.includes(room))
      .map((room) => `test/${room} is neither quick nor live: name it in bin/testing/rooms.mjs`),
    ...named
      .filter((room) => !found.has(room))
      .map((room) => `bin/testing/rooms.mjs names test/${room}, which has no test`),
  ];
}

function whyNotQuick(
  file: SourceFile,
  byPath: ReadonlyMap<string, SourceFile>,
  seen: Set<string>,
): string | undefined {
  if (seen.has(file.path) || excepted.includes(file.path)) return undefined;
  seen.add(file.path);
  if (file.path.startsWith('test/')) {
    const call = calls.find(([pattern]) => pattern.test(file.text));
    if (call) return `${file.path} ${call[1]}`;
  }
  for (const { specifier = '', isTypeOnly } of readSource(file.text, file.path.endsWith('.tsx')).imports) {
    if (isTypeOnly) continue;
    if (
      reachesOut.includes(
        specifier.startsWith('node:') ? specifier : specifier.replace(/^(@[^/]+\/[^/]+|[^/]+).*/, '$1'),
      )
    )
      return `${file.path} imports ${specifier}`;
    const why = followed(file.path, specifier, byPath)
      .map((next) => whyNotQuick(next, byPath, seen))
      .find(Boolean);
    if (why) return why;
  }
  return undefined;
}

function followed(from: string, specifier: string, byPath: ReadonlyMap<string, SourceFile>): SourceFile[] {
  if (!specifier.startsWith('.')) return [];
  const target = posix.join(posix.dirname(from), specifier);
  return [target, target.replace(/\.js$/, '.ts'), target.replace(/\.js$/, '.tsx')].flatMap(
    (path) => byPath.get(path) ?? [],
  );
}
