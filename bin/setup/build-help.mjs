import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Files of docs that the product shows under /help, in the order of their list; the first is the console's own. */
export const HELP = [
  'console',
  'errors',
  'operations',
  'audit',
  'passport',
  'powershell-module',
  'sql-server',
  'security',
];

/** What dist/console/help is made of, beside what Vite makes of src/console/help.html. */
export const helpSources = HELP.map((name) => join('docs', `${name}.md`));

/** Fills the page that Vite has left in dist/console/help.html with each document, and takes that away. */
export async function buildHelp(project) {
  // Here, as its parser is no package of a machine that is only being set up.
  const { helpPage } = await import('./help-pages.mjs');
  const folder = join(project, 'dist', 'console');
  const frame = readFileSync(join(folder, 'help.html'), 'utf8');
  const pages = HELP.map((name) => ({
    name,
    ...helpPage(readFileSync(join(project, 'docs', `${name}.md`), 'utf8'), HELP),
  }));
  mkdirSync(join(folder, 'help'), { recursive: true });
  for (const page of pages) {
    const filled = {
      title: page.title,
      documents: documentsFor(page, pages),
      sections: sectionsOf(page),
      page: page.html,
    };
    writeFileSync(
      join(folder, 'help', `${page.name}.html`),
      // A function: what stands in a document is no pattern.
      frame.replace(/\{\{(\w+)\}\}/g, (_, part) => filled[part]),
    );
  }
  rmSync(join(folder, 'help.html'));
}

function documentsFor(page, pages) {
  return pages
    .map(({ name, title }) => {
      const current = name === page.name ? ' aria-current="page"' : '';
      return `<li><a href="/help/${name}"${current}>${title}</a></li>`;
    })
    .join('\n');
}

function sectionsOf({ sections }) {
  return sections.map(({ id, text }) => `<li><a href="#${id}">${text}</a></li>`).join('\n');
}
