/** What the product shows under /help, as it is built from the documents. */
import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { HELP, helpPage, helpSections } from '../../console/help/help-pages.mjs';
import { foundIn } from '../../console/help/search';
import { sizesIn } from '../../console/help/write-help.mjs';
import { t } from '../../console/messages';
import { helpOf, helpOfCode } from '../../console/navigation/route';
import { ERRORS } from '../../src/errors/errors';
import { readDoc, rowsOf } from '../docs/read-doc';

const sizeOf = sizesIn('docs');
const pages = new Map(
  HELP.map((path) => [basename(path), helpPage(readDoc(`docs/${path}.md`).text, path, sizeOf)]),
);
const htmlOf = (name: string) => pages.get(name)?.html ?? '';
const idsOf = (name: string) => [...htmlOf(name).matchAll(/ id="([^"]+)"/g)].map(([, id = '']) => id);

/** Undefined: there is something at that address. */
function missing(address: string): string | undefined {
  const [path = '', id] = address.split('#');
  const name = path.replace('/help/', '');
  return pages.has(name) && (id === undefined || idsOf(name).includes(id)) ? undefined : address;
}

/** `event-log` is shown as *Event log*; what the rail calls a page is its heading. */
const { label: _, ide: __, more: ___, ...views } = t.pages;

describe('the search of the help', () => {
  const sections = HELP.flatMap((path) => helpSections(readDoc(`docs/${path}.md`).text, path));

  it('leads to what is there, from every section', () => {
    expect(sections.length).toBeGreaterThan(200);
    expect(sections.flatMap(({ href }) => missing(href) ?? [])).toEqual([]);
  });

  it('finds every word in any case, headings first, and nothing for nothing', () => {
    const [first] = foundIn(sections, 'EVENT log');
    expect(first?.heading.toLowerCase()).toContain('event log');
    expect(foundIn(sections, 'CODE_EXPIRED').length).toBeGreaterThan(0);
    expect(foundIn(sections, 'company name type').map(({ href }) => href)).toContain('/help/console#resync');
    expect(foundIn(sections, '  ')).toEqual([]);
    expect(foundIn(sections, 'zzz nothing')).toEqual([]);
  });
});

describe('the help', () => {
  it.each([...pages.keys()])(
    '%s has no link that leads to nothing or away, and nothing that the policy forbids',
    (name) => {
      const html = htmlOf(name);
      const links = [...html.matchAll(/ href="([^"]*)"/g)].map(([, href = '']) => href);
      const here = links.map((href) => (href.startsWith('#') ? `/help/${name}${href}` : href));
      expect(here.flatMap((href) => missing(href) ?? [])).toEqual([]);
      expect(html).not.toMatch(/ style=| on\w+="|<script|<!--/);
      expect(new Set(idsOf(name)).size).toBe(idsOf(name).length);
    },
  );

  it('has every document but those for developers', () => {
    const kinds = ['tutorial', 'how-to', 'reference', 'explanation'];
    const documents = kinds.flatMap((kind) =>
      readdirSync(`docs/${kind}`).flatMap((name) => (name.endsWith('.md') ? [`${kind}/${name}`] : [])),
    );
    expect(
      [...HELP, 'explanation/architecture', 'explanation/rules', 'explanation/simulation']
        .filter((path) => path !== 'glossary')
        .map((path) => `${path}.md`)
        .sort(),
    ).toEqual(documents.sort());
    expect(pages.size).toBe(HELP.length);
  });

  it('draws each mark of the console beside its name', () => {
    expect(htmlOf('console').match(/<svg class="help-mark tone-/g)).toHaveLength(5);
  });

  it('shows each of its pictures in light and in dark, described, of its size, and not before it is scrolled to', () => {
    const shown = [...pages.values()].flatMap(({ html }) => html.match(/<img [^>]*>/g) ?? []);
    const files = readdirSync('docs/pictures').filter((name) => name.startsWith('help-'));
    const nameIn = (image: string) => / src="\/help\/pictures\/([\w-]+\.png)"/.exec(image)?.[1] ?? '';
    expect(shown.map(nameIn).sort()).toEqual(files.sort());
    expect(shown.length).toBeGreaterThanOrEqual(6);
    for (const image of shown) {
      const size = sizeOf(nameIn(image));
      const scheme = nameIn(image).includes('-dark.') ? 'dark' : 'light';
      expect(image).toMatch(/ alt="[A-Z][^"]{40,}\."/);
      expect(image).toContain(`class="help-${scheme}"`);
      expect(image).toContain(`width="${size?.width}" height="${size?.height}" loading="lazy"`);
    }
  });

  it('has links at all, between the documents too', () => {
    expect(htmlOf('console')).toContain('href="/help/errors"');
    expect(htmlOf('console')).toContain('href="#resync"');
  });

  it('has a section for each view of the console, called as the rail calls it', () => {
    for (const [view, name] of Object.entries(views)) {
      expect(missing(helpOf(view))).toBeUndefined();
      expect(pages.get('console')?.sections.map(({ text }) => text)).toContain(name);
    }
    expect(Object.keys(views).length).toBeGreaterThan(10);
    expect(missing(helpOf('sign-in'))).toBeUndefined();
  });

  it('has a line for each code that the server answers with', () => {
    const codes = Object.keys(ERRORS);
    expect(codes.length).toBeGreaterThan(60);
    expect(codes.flatMap((code) => missing(helpOfCode(code)) ?? [])).toEqual([]);
  });

  it('calls each state of an operation as the console does', () => {
    const { text } = readDoc('docs/reference/console.md');
    const table = /\| State \| Means \| Do \|[\s\S]*?\n\n/.exec(text)?.[0].trim() ?? '';
    const result = rowsOf(table).flatMap(([states = '']) => states.split(', '));
    expect(result.sort()).toEqual(Object.values(t.operation.states).sort());
  });

  it.each([
    ['[a](../how-to/operations.md#states)', '<a href="/help/operations#states">a</a>'],
    ['[a](#b)', '<a href="#b">a</a>'],
    ['[a](../../src/main.ts)', 'a'],
    ['[`a` b](../adr/0001-node-24-as-a-package.md)', '<code>a</code> b'],
    ['[a](http://127.0.0.1:1/)', 'a'],
    ['![a](pictures/a.png)', ''],
    ['<b>a</b>', 'a'],
  ])('makes of %s what leads somewhere here', (markdown, html) => {
    expect(helpPage(markdown, 'reference/console').html.trim()).toBe(`<p>${html}</p>`);
  });

  it('names headings as GitHub does, and aligns a column without a style', () => {
    const { html, title, sections } = helpPage(
      '# A & B\n\n## `config.json`: x\n\n## C\n\n## C\n\n| n |\n|--:|\n| 1 |',
      'reference/console',
    );
    expect([title, ...sections.map(({ id }) => id)]).toEqual(['A &amp; B', 'configjson-x', 'c', 'c-1']);
    expect(html).toContain('<td class="right" data-label="n">1</td>');
  });
});
