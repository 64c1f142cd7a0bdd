/** Vite's last step: fills the page that it has made of help.html with each document, and takes that away. */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { HELP, helpPage, helpSections } from './help-pages.mjs';

/** `documents`: the folder of the documents; `folder`: where Vite writes. */
export function writeHelp(documents, folder) {
  return {
    name: 'help',
    resolveId: (id) => (id === INDEX ? `\0${INDEX}` : undefined),
    load: (id) =>
      id === `\0${INDEX}` ? `export const sections = ${JSON.stringify(indexOf(documents))}` : undefined,
    closeBundle() {
      const frame = readFileSync(join(folder, 'help.html'), 'utf8');
      const pages = HELP.map((path) => ({
        name: basename(path),
        ...helpPage(readFileSync(join(documents, `${path}.md`), 'utf8'), path, sizesIn(documents)),
      }));
      mkdirSync(join(folder, 'help', 'pictures'), { recursive: true });
      for (const name of picturesIn(documents))
        cpSync(join(documents, 'pictures', name), join(folder, 'help', 'pictures', name));
      for (const page of pages)
        writeFileSync(join(folder, 'help', `${page.name}.html`), filled(frame, page, pages));
      rmSync(join(folder, 'help.html'));
    },
  };
}

function picturesIn(documents) {
  return readdirSync(join(documents, 'pictures')).filter((name) => /^help-[\w-]+\.png$/.test(name));
}

/** Width and height of each picture of the help, from its PNG header; undefined for a name that is none. */
export function sizesIn(documents) {
  return (name) => {
    const file = join(documents, 'pictures', name);
    if (!existsSync(file)) return undefined;
    const bytes = readFileSync(file);
    return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
  };
}

/** What the search reads. */
const INDEX = 'virtual:help-index';

function indexOf(documents) {
  return HELP.flatMap((path) => helpSections(readFileSync(join(documents, `${path}.md`), 'utf8'), path));
}

function filled(frame, page, pages) {
  const parts = {
    title: page.title,
    documents: documentsFor(page, pages),
    sections: sectionsOf(page),
    page: page.html,
  };
  // A function: what is in a document is no pattern.
  return frame.replace(/\{\{(\w+)\}\}/g, (_, part) => parts[part]);
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
