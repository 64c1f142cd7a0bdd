import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompressSync, gzipSync } from 'node:zlib';

const project = resolve('.');
const built = join(project, 'dist', 'console');

/** Script and style files that a page names, and what those import at once: the whole of a first visit. */
function filesOf(page: string): string[] {
  const found = new Set<string>();
  const follow = (name: string) => {
    if (found.has(name)) return;
    found.add(name);
    const text = readFileSync(join(built, 'assets', name), 'utf8');
    // `from"./x.js"` and `import"./x.js"`, not the lazy `import("./x.js")`.
    for (const [, next] of text.matchAll(/(?:from|import)\s*["']\.\/([\w.-]+\.js)["']/g))
      if (next) follow(next);
  };
  const html = readFileSync(join(built, page), 'utf8');
  for (const [, name] of html.matchAll(/\/assets\/([\w.-]+\.js)/g)) if (name) follow(name);
  return [...found];
}

const gzipped = (names: readonly string[]) =>
  names.reduce((sum, name) => sum + gzipSync(readFileSync(join(built, 'assets', name))).length, 0);

describe('the built console', () => {
  it('was generated from the schema and the documents as they are now', async () => {
    const run = promisify(execFile)(process.execPath, ['codegen.mjs', '--check'], { cwd: project });
    await expect(run).resolves.toMatchObject({ stderr: '' });
  });

  it('is at most 190 kB of gzipped JavaScript, without the IDE', () => {
    const size = gzipped(filesOf('index.html'));
    expect(size).toBeGreaterThan(50_000);
    expect(size).toBeLessThanOrEqual(190_000);
  });

  it('has nothing of the editor on the first visit, of the console or of the IDE', () => {
    const editor = readdirSync(join(built, 'assets')).filter((name) =>
      /^(monaco-editor|editor)-.*\.js$/.test(name),
    );
    expect(editor.length).toBeGreaterThan(0);
    for (const page of ['index.html', 'ide.html'])
      expect(filesOf(page).filter((name) => editor.includes(name))).toEqual([]);
  });

  it('has its charts in a chunk of their own, with the library that draws them', () => {
    const [charts, ...more] = readdirSync(join(built, 'assets')).filter((name) =>
      /^history-.*\.js$/.test(name),
    );
    expect([charts, more]).toEqual([expect.any(String), []]);
    expect(readFileSync(join(built, 'assets', charts ?? ''), 'utf8')).toContain('uplot');
    expect(filesOf('index.html')).not.toContain(charts);
    expect(brotliCompressSync(readFileSync(join(built, 'assets', charts ?? ''))).length).toBeLessThan(30_000);
  });

  it('writes no script and no style into its pages', () => {
    for (const page of ['index.html', 'ide.html', 'api.html']) {
      const html = readFileSync(join(built, page), 'utf8');
      expect(html).not.toMatch(/<style|style=|<script(?![^>]*src=)|\son\w+=/);
    }
  });
});
