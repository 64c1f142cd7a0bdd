import { checkFile, checkPortable } from './check-files.js';
import { checkImports } from './check-imports.js';
import { checkShortFiles, checkTree } from './check-tree.js';

const problems = (path: string, text: string) => checkImports([{ path, text }]);

describe('the check of imports', () => {
  it.each([
    [
      'src/domain/a.ts',
      "import { Kysely } from 'kysely';",
      'kysely belongs to src/storage/: differences between databases',
    ],
    ['src/domain/a.ts', "import { spawn } from 'child_process';", 'node:child_process belongs to'],
    [
      'src/domain/a.ts',
      "import type { GraphQLError } from 'graphql';",
      'the domain does not know that it is asked by GraphQL',
    ],
    [
      'src/domain/a.ts',
      "import { readFile } from 'node:fs/promises';",
      'whatever reaches out of the process is a port',
    ],
    [
      'src/domain/a.ts',
      "import { open } from '../storage/database.js';",
      'domain may not import storage: the domain asks ports',
    ],
    ['src/domain/a.ts', "let a: import('../storage/database.js').Database;", 'domain may not import storage'],
    ['src/domain/a.ts', "await import('../storage/database.js');", 'domain may not import storage'],
    ['src/domain/a.ts', "process.getBuiltinModule('node:sqlite');", 'node:sqlite belongs to'],
    ['src/domain/a.ts', 'const name = `x`; await import(name);', 'imports something computed'],
    [
      'src/domain/a.ts',
      "export const a = 1; export { open } from '../storage/database.js';",
      'domain may not import storage',
    ],
    ['src/storage/a.ts', "import { run } from '../powershell/pool.js';", 'two adapters never meet'],
    [
      'src/storage/a.ts',
      "import { plan } from '../domain/plan.js';",
      'storage takes only ports and types of domain',
    ],
    [
      'src/domain/venue/a.ts',
      "import type { Plan } from '../plans/plan.js';",
      'an import points back, never ahead',
    ],
    [
      'src/domain/types/a.ts',
      "import { x } from '../control-plane.js';",
      'an import points back, never ahead',
    ],
    ['src/domain/drawer/a.ts', "import { x } from '../types/secret.js';", 'has no such module'],
    [
      'src/resolvers/a.ts',
      "import type { ClerkStore } from '../domain/ports/clerk-store.js';",
      'an edge may only read',
    ],
    ['src/cli/a.ts', "import { main } from '../main.js';", 'imported by no file'],
    [
      'console/a.tsx',
      "import { codes } from '../src/errors/errors.js'; export const A = () => <p>a</p>;",
      'console may not import errors',
    ],
    [
      'rehearsal/a.ts',
      "import type { Config } from '../src/config/config.js';",
      'rehearsal may not import config: it is another machine',
    ],
    ['src/storage/a.ts', "import leftPad from 'left-pad';", 'left-pad has no owner'],
    ['src/storage/a.ts', "import { a } from '../../bin/runtime.mjs';", 'imports nothing outside src'],
    [
      'src/domain/types/a.ts',
      "import a from '../../../scripts/operations/Catalogue.json' with { type: 'json' };",
      'imports nothing outside src',
    ],
    [
      'src/resolvers/a.ts',
      "import a from '../../scripts/services/Services.json' with { type: 'json' };",
      'only domain, rehearsal: the services are listed once',
    ],
    ['src/misc.ts', 'export const a = 1;', 'is in no layer'],
    ['src/storage/a.ts', 'export default 1;', 'has a default export'],
    ['src/storage/a.ts', 'const a = 1; export { a as default };', 'has a default export'],
    ['src/storage/index.ts', "export * from './a.js'; export { b } from './b.js';", 'is a barrel'],
  ])('refuses in %s: %s', (path, text, why) => {
    expect(problems(path, text)).toEqual([expect.stringContaining(why)]);
  });

  it.each([
    ['src/storage/a.ts', "import { type Store } from '../domain/plan.js'; import { Kysely } from 'kysely';"],
    ['src/domain/resync/a.ts', "import { x } from '../plans/plan.js'; import { y } from './b.js';"],
    ['src/domain/a.ts', "import { x } from './resync/resync.js';"],
    ['rehearsal/model/a.ts', "import a from '../../scripts/services/Services.json' with { type: 'json' };"],
    ['src/resolvers/a.ts', "import type { ClerkReader } from '../domain/ports/clerk-reader.js';"],
    ['src/storage/a.ts', "import { isStore } from '../domain/ports/store.js';"],
    ['src/domain/a.ts', "// import { Kysely } from 'kysely';\nconst text = \"import 'kysely'\";"],
    [
      'src/domain/a.ts',
      "import { createHash } from 'node:crypto'; import { AppError } from '../errors/errors.js';",
    ],
    [
      'src/main.ts',
      "import { open } from './storage/database.js'; import { run } from './powershell/pool.js'; await import('../rehearsal/rehearsal.js');",
    ],
    [
      'src/resolvers/a.ts',
      '@Resolver() export class A { constructor(@Inject() private readonly a: string) {} }',
    ],
  ])('accepts in %s: %s', (path, text) => {
    expect(problems(path, text)).toEqual([]);
  });
});

describe('the check of the tree', () => {
  const files = (...given: (readonly [string, string])[]) => given.map(([path, text]) => ({ path, text }));
  const many = (count: number) =>
    files(...Array.from({ length: count }, (_, i) => [`src/a/${i}.ts`, ''] as const));

  it.each([
    ['a folder with a file too many', many(26), 'src/a has 26 files'],
    [
      'a prefix of three files',
      files(['src/a/doctor-a.ts', ''], ['src/a/doctor-b.types.ts', ''], ['src/a/doctor.ts', '']),
      'src/a: doctor-a, doctor-b, doctor share the prefix doctor',
    ],
    [
      'a circle of files',
      files(['src/a/b.ts', "import './c.js';"], ['src/a/c.ts', "import { type B } from './b.js';"]),
      'src/a: b.ts -> c.ts -> b.ts is a circle',
    ],
    [
      'a circle of folders, of which no file is in one',
      files(
        ['src/a/b/x.ts', "import '../c/x.js';"],
        ['src/a/c/y.tsx', "import '../b/y';"],
        ['src/a/b/y.ts', ''],
        ['src/a/c/x.ts', ''],
      ),
      'src/a: b/ -> c/ -> b/ is a circle',
    ],
    [
      'a circle of a folder and a file beside it',
      files(
        ['src/a/b.ts', "import './c/x.js';"],
        ['src/a/c/x.ts', "import './y.js';"],
        ['src/a/c/y.ts', "import '../b.js';"],
      ),
      'src/a: b.ts -> c/ -> b.ts is a circle',
    ],
  ])('refuses %s', (_, given, why) => {
    expect(checkTree(given)).toEqual([expect.stringContaining(why)]);
  });

  it('accepts full folders, two files of a prefix, hooks, migrations and imports that point down', () => {
    const given = files(
      ['src/b/doctor-a.ts', "import './c/x.js';"],
      ['src/b/doctor-b.ts', "import './doctor-a.js';"],
      ...['x', 'y', 'z'].flatMap(
        (name) =>
          [
            [`src/b/c/use-${name}.ts`, ''],
            [`src/b/c/0001-${name}.ts`, ''],
          ] as const,
      ),
    );
    expect(checkTree([...many(25), ...given])).toEqual([]);
  });

  it('counts short files but interfaces, and asks for the number when there are fewer', () => {
    const given = files(
      ['src/a/short.ts', 'export const a = 1;'],
      [
        'src/a/port.ts',
        "import type { A } from './a.js';\nexport interface B { a: A }\ntype C = B;\nexport type D = C;",
      ],
      ['src/a/long.ts', 'export const a = 1;\n'.repeat(25)],
      ['src/a/migrations/0001-a.ts', 'export const a = 1;'],
    );
    expect(checkShortFiles(given, 1)).toEqual([]);
    expect(checkShortFiles(given, 0)).toEqual([
      expect.stringContaining('src/a/short.ts has fewer than 25 lines'),
    ]);
    expect(checkShortFiles(given, 2)).toEqual([expect.stringContaining('set SHORT_FILES_LEFT to 1')]);
  });
});

describe('the check of files', () => {
  // Put together here, so that the check doesn't find them in this file.
  const [note, only, skip] = ['TO' + 'DO', 'it.on' + 'ly', '-Sk' + 'ip'];

  it.each([
    ['src/storage/a.ts', 'a\n'.repeat(401), 'has 401 lines'],
    ['scripts/services/A.psm1', `<#\n${'a\n'.repeat(400)}#>\n$a`, 'has 403 lines'],
    ['src/storage/bigFile.ts', '', 'not in kebab-case'],
    ['src/storage/a.resolver.ts', '', 'names for src/resolvers only'],
    ['src/storage/helpers/a.ts', '', 'a folder called helpers'],
    ['src/services/a.ts', '', 'a folder called services'],
    ['src/storage/a.ts', `\n// ${note} later`, 'src/storage/a.ts:2'],
    ['test/a.test.ts', `${only}('a', () => {});`, 'keeps tests from running'],
    ['test/a.Tests.ps1', `    It 'works' ${skip} {`, 'keeps tests from running'],
    ['scripts/operations/a.ps1', 'if ($IsWindows) { }', 'differences live in scripts/services'],
    ['console/a.ts', 'const is = alert.message.includes(message);', 'decide by a code instead'],
    ['console/a.ts', 'const is = known.has(1) || all.includes(finding.remedy);', 'decide by a code instead'],
    ['src/cli/a.ts', 'if (detail !== ERRORS.NOT_FOUND.message) throw error;', 'decide by a code instead'],
    ['src/domain/history/a.ts', "const is = headline.startsWith('Online');", 'decide by a code instead'],
    [
      'scripts/VenueControl/Private/A.ps1',
      "if ($alert.Message -match 'stopped') { }",
      'decide by a code instead',
    ],
    ['src/platform/a.ts', "readFileSync('/proc/1/stat')", 'any user of Windows may make'],
  ])('refuses %s', (path, text, why) => {
    expect(checkFile({ path, text })).toEqual([expect.stringContaining(why)]);
  });

  it.each([
    ['README.md', 'see /ro' + 'ot/notes', "one person's machine"],
    ['package-lock.json', '  "resol' + 'ved": "https://example.com/a.tgz"', "a registry's host"],
    ['.npmrc', 'regis' + 'try=https://example.com', "a registry's host"],
  ])('refuses to commit in %s: %s', (path, text, why) => {
    expect(checkPortable({ path, text })).toEqual([expect.stringContaining(why)]);
  });

  it('leaves generated files and migrations alone', () => {
    expect(checkFile({ path: 'src/storage/migrations/0001-start.ts', text: 'a\n'.repeat(300) })).toEqual([]);
  });
});
