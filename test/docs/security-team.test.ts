/** The page for a security team is what the program really has: a detection that it doesn't explain belongs to another program. */
import { posix } from 'node:path';
import { projectFiles } from '../architecture/project-files.js';
import { codesIn, readDoc, rowsOf } from './read-doc.js';

const doc = readDoc('docs/reference/security-team.md');
const files = projectFiles();
const scripts = files.filter(({ path }) => /^scripts\/.+\.(?:ps1|psm1|psd1|ps1xml|psrc|pssc)$/.test(path));
const assembly = files.filter(({ path }) => /^scripts\/assembly\/.+\.cs$/.test(path));
const sources = files.filter(({ path }) => /^(?:src|rehearsal)\/.+\.ts$/.test(path));
const first = (row: readonly string[]) => codesIn(row[0] ?? '')[0] ?? '';
const inScripts = (pattern: RegExp) =>
  scripts.flatMap(({ path, text }) => [...text.matchAll(pattern)].map((match) => ({ path, match })));

describe('docs/reference/security-team.md', () => {
  it('lists every script', () => {
    const listed = rowsOf(doc.section('scripts')).flatMap((row) =>
      codesIn(row[2] ?? '').map((name) => posix.join(first(row), name)),
    );
    expect(listed.sort()).toEqual(scripts.map(({ path }) => path).sort());
    expect(listed.length).toBeGreaterThan(200);
  });

  it('lists every type made in memory, and every function of Windows that it calls', () => {
    const native = assembly.flatMap(({ path, text }) =>
      [
        ...text.matchAll(
          /public static class (\w+)\n\s*\{\n\s*const string Library = "([\w.]+)"([\s\S]*?)\n {4}\}/g,
        ),
      ].map(([, name, library, body = '']) => {
        const names = [...body.matchAll(/EntryPoint = "(\w+)"/g)].map(([, entry]) => entry);
        return [name, path, library, names.sort()];
      }),
    );
    const imports = assembly.flatMap(({ text }) => [...text.matchAll(/DllImport\(/g)]);
    expect(native.flatMap(([, , , names]) => names)).toHaveLength(imports.length);
    const emitted = inScripts(/DefineDynamicAssembly\([\s\S]*?DefineDynamicModule\('(\w+)'\)/g).map(
      ({ path, match: [, name] }) => [name, path, undefined, []],
    );
    const listed = rowsOf(doc.section('native')).map((row) => [
      first(row),
      codesIn(row[1] ?? '')[0],
      codesIn(row[2] ?? '')[0],
      codesIn(row[3] ?? ''),
    ]);
    expect(listed.sort()).toEqual([...native, ...emitted].sort());
    const makers = inScripts(/DefineDynamicAssembly|DllImport/g).map(({ path }) => path);
    expect([...new Set(makers)]).toEqual(emitted.map(([, path]) => path));
  });

  it('lists every program that is started', () => {
    const code = [
      ...scripts.filter(({ path }) => /^scripts\/(?:host|installation|operations|services)\//.test(path)),
      ...sources,
    ];
    const named = code.flatMap(({ text }) => {
      const withoutComments = text.replaceAll(/^\s*(?:\/\*\*|\*|\/\/|#).*$/gm, '');
      return [...withoutComments.matchAll(/(?<![$\w])(\w+\.exe)\b/g)].map(([, name = '']) => name);
    });
    const listed = rowsOf(doc.section('programs')).map(first);
    expect(listed.sort()).toEqual([...new Set(named)].sort());
  });

  it('lists every key of the registry', () => {
    const keys = inScripts(/'((?:SYSTEM|SOFTWARE|Cluster)\\[^']+)'/g).map(({ match: [, key] }) => key);
    expect(rowsOf(doc.section('registry')).map(first).sort()).toEqual([...new Set(keys)].sort());
  });

  it('lists the service, its tasks and its event source by their names', () => {
    const one = (pattern: RegExp) => inScripts(pattern).map(({ match: [, name = ''] }) => name);
    const [server = ''] = one(/^\$script:Server = '(\w+)'/gm);
    const tasks = inScripts(/TaskName = (?:'|")([^'"]+)(?:'|"); TaskPath = '([^']+)'/g).map(
      ({ match: [, name = '', path] }) => `${path}${name.replace('$script:Server', server)}`,
    );
    const listed = rowsOf(doc.section('names')).map((row) => codesIn(row[1] ?? '')[0]);
    expect(tasks.length).toBe(inScripts(/TaskPath = /g).length);
    expect(listed.sort()).toEqual([server, ...tasks, ...one(/^\$script:EventSource = '(\w+)'/gm)].sort());
  });

  it('has the ports and the name of the pipe', () => {
    const text = doc.section('ports');
    const read = (path: string, pattern: RegExp) =>
      pattern.exec(files.find((file) => file.path === path)?.text ?? '')?.[1];
    expect(text).toContain(`TCP \`${read('src/config/environment.ts', /optional\(PORT, '(\d+)'\)/)}\``);
    expect(text).toContain(`UDP \`${read('src/storage/mssql/browser.ts', /BROWSER_PORT = (\d+)/)}\``);
    expect(text).toContain(
      `pipe \`${read('src/powershell/wire/wire.ts', /`(venue-host-)/)}<32 hex digits>\``,
    );
  });
});
