/** The documents that the product itself shows under /help, as HTML: links between them, an id for each heading and each error code. */
import { posix } from 'node:path';
import MarkdownIt from 'markdown-it';

/** Documents that the product shows under /help, in the order of their list: paths below docs, without `.md`. The last part is the address. */
export const HELP = [
  'reference/console',
  'tutorial/first-onboarding',
  'how-to/operations',
  'how-to/outages',
  'how-to/notifications',
  'how-to/monitoring',
  'how-to/resync',
  'how-to/install',
  'how-to/first-run-on-windows',
  'how-to/remote-console',
  'how-to/backup',
  'how-to/support-bundle',
  'how-to/passport',
  'how-to/sql-server',
  'how-to/windows-policies',
  'how-to/jea',
  'how-to/automate',
  'how-to/fleet',
  'how-to/write-a-script',
  'reference/errors',
  'reference/findings',
  'reference/first-run-failures',
  'reference/security-team',
  'reference/configuration',
  'reference/command-line',
  'reference/data-folder',
  'reference/event-log',
  'reference/audit',
  'reference/powershell-module',
  'reference/metrics',
  'reference/api',
  'reference/scripts',
  'reference/performance',
  'explanation/security',
  'explanation/powershell-hosts',
  'explanation/scale',
  'explanation/sql-server-tests',
  'glossary',
];

/**
 * One document as HTML. `path` is its entry in HELP; `sizeOf` returns `{ width, height }` of a picture that the help has, by name.
 * `{ title, html, sections }`: its first heading, its body, its second headings as `{ id, text }`. A link or picture that isn't shown
 * here (source, ADRs, the net) is its text or nothing: no link leads away from this machine.
 *
 * @param {string} markdown
 * @param {string} path
 * @param {(name: string) => { width: number, height: number } | undefined} sizeOf
 */
export function helpPage(markdown, path, sizeOf = () => undefined) {
  const parser = new MarkdownIt({ html: true });
  const tokens = parser.parse(markdown, {});
  const sections = [];
  const known = new Map();
  let title = '';
  tokens.forEach((token, index) => {
    if (token.type !== 'heading_open') return;
    const text = textOf(tokens[index + 1]);
    const id = unique(slug(text), known);
    token.attrSet('id', id);
    if (token.tag === 'h1') title ||= text;
    if (token.tag === 'h2') sections.push({ id, text });
  });
  labelRows(tokens);
  labelCells(tokens);
  for (const token of tokens) if (token.children) token.children = linked(token.children, path);
  parser.renderer.rules = {
    ...parser.renderer.rules,
    ...RULES,
    image: (images, index) => picture(images[index], sizeOf),
  };
  // As HTML, like the body.
  const escaped = sections.map(({ id, text }) => ({ id, text: escapeHtml(text) }));
  return {
    title: escapeHtml(title),
    html: parser.renderer.render(tokens, parser.options, {}),
    sections: escaped,
  };
}

/** A document by its sections, for the search: `{ href, title, heading, text }`. */
export function helpSections(markdown, path) {
  const tokens = new MarkdownIt({ html: true }).parse(markdown, {});
  const known = new Map();
  const sections = [];
  tokens.forEach((token, index) => {
    if (token.type === 'heading_open') {
      const heading = textOf(tokens[index + 1]);
      const id = unique(slug(heading), known);
      const href = `/help/${posix.basename(path)}${token.tag === 'h1' ? '' : `#${id}`}`;
      sections.push({ href, heading, text: [] });
    } else if (token.type === 'inline' || token.type === 'fence') {
      sections.at(-1)?.text.push(token.type === 'inline' ? textOf(token) : token.content);
    }
  });
  const title = sections[0]?.heading ?? '';
  return sections.map(({ href, heading, text }) => ({ href, title, heading, text: text.join(' ') }));
}

/** As GitHub names headings, so that a link holds in both places. */
function slug(text) {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');
}

function unique(id, known) {
  const times = known.get(id) ?? 0;
  known.set(id, times + 1);
  return times === 0 ? id : `${id}-${times}`;
}

function textOf(inline) {
  return (inline?.children ?? []).map(({ content }) => content).join('');
}

/** A row of a table whose first head is "Code" is found by its code: /help/errors#FORBIDDEN. */
function labelRows(tokens) {
  let isOfCodes = false;
  tokens.forEach((token, index) => {
    if (token.type === 'thead_open') isOfCodes = textOf(tokens[index + 3]) === 'Code';
    if (token.type !== 'tr_open' || !isOfCodes) return;
    const code = textOf(tokens[index + 2]);
    if (/^[A-Z][A-Z_]+$/.test(code)) token.attrSet('id', code);
  });
}

/** On a narrow screen, where a row is a card, each cell says of what it is. */
function labelCells(tokens) {
  let heads = [];
  let column = 0;
  tokens.forEach((token, index) => {
    if (token.type === 'thead_open') heads = [];
    if (token.type === 'tr_open') column = 0;
    if (token.type === 'th_open') heads.push(textOf(tokens[index + 1]));
    if (token.type === 'td_open') token.meta = heads[column++];
  });
}

/** Only what leads somewhere here stays a link. */
function linked(children, path) {
  let isKept = false;
  return children.filter((child) => {
    if (child.type === 'link_close') return isKept;
    if (child.type !== 'link_open') return true;
    const href = hereOf(String(child.attrGet('href')), path);
    isKept = href !== undefined;
    if (isKept) child.attrSet('href', href);
    return isKept;
  });
}

function hereOf(href, from) {
  if (href.startsWith('#')) return href;
  const [path = '', anchor] = href.split('#');
  const to = HELP.find((one) => `${one}.md` === posix.join(posix.dirname(from), path));
  return to && `/help/${posix.basename(to)}${anchor ? `#${anchor}` : ''}`;
}

/** The policy allows no style in a page; a table and a listing scroll by themselves, by keyboard too. */
const RULES = {
  html_block: () => '',
  html_inline: () => '',
  table_open: () => '<div class="help-wide" role="group" aria-label="Table" tabindex="0"><table>',
  table_close: () => '</table></div>',
  th_open: (tokens, index) => cell(tokens, index, textOf(tokens[index + 1]) === '' ? 'td' : 'th'),
  th_close: (tokens, index) => (textOf(tokens[index - 1]) === '' ? '</td>' : '</th>'),
  td_open: (tokens, index) => cell(tokens, index, 'td') + markOf(textOf(tokens[index + 1])),
  fence: (tokens, index) => listing(tokens[index].content),
  code_block: (tokens, index) => listing(tokens[index].content),
};

/** Light and dark: the page shows one and loads no other. Its size holds its place until then. */
function picture(image, sizeOf) {
  const [, name] = /^\.\.\/pictures\/(help-[\w-]+)-light\.png$/.exec(image.attrGet('src')) ?? [];
  const alt = escapeHtml(image.content);
  const shown = ['light', 'dark'].map((scheme) => ({
    scheme,
    size: name && sizeOf(`${name}-${scheme}.png`),
  }));
  if (shown.some(({ size }) => size === undefined)) return '';
  return shown
    .map(
      ({ scheme, size }) =>
        `<img class="help-${scheme}" src="/help/pictures/${name}-${scheme}.png" alt="${alt}" width="${size.width}" height="${size.height}" loading="lazy">`,
    )
    .join('');
}

function cell(tokens, index, tag) {
  const token = tokens[index];
  const side = /right/.test(token.attrGet('style') ?? '') ? ' class="right"' : '';
  const label = token.meta ? ` data-label="${escapeHtml(token.meta)}"` : '';
  return `<${tag}${side}${label}>`;
}

/** The console's marks, drawn beside their names. */
const MARKS = {
  Tick: [
    'ok',
    '<circle cx="8" cy="8" r="7" fill="currentColor"/><path d="M5 8l2 2 4-4" class="help-mark-cut"/>',
  ],
  Triangle: ['warn', '<path d="M8 1l7 13H1z" fill="currentColor"/>'],
  Cross: [
    'bad',
    '<circle cx="8" cy="8" r="7" fill="currentColor"/><path d="M5.5 5.5l5 5m0-5l-5 5" class="help-mark-cut"/>',
  ],
  'Turning arc': ['busy', '<path d="M8 1.5a6.5 6.5 0 1 0 6.5 6.5" class="help-mark-line"/>'],
  'Dashed ring': ['idle', '<circle cx="8" cy="8" r="6.5" stroke-dasharray="3 2" class="help-mark-line"/>'],
};

function markOf(name) {
  if (!Object.hasOwn(MARKS, name)) return '';
  const [tone, shape] = MARKS[name];
  return `<svg class="help-mark tone-${tone}" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">${shape}</svg> `;
}

const { escapeHtml } = new MarkdownIt().utils;

function listing(text) {
  return `<pre tabindex="0"><code>${escapeHtml(text)}</code></pre>\n`;
}
