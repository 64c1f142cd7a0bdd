/** Our documents, as an archive has them: what they lead to in the project and the archive leaves out is named there, and no link; a picture is its text. */
import { posix } from 'node:path';

const NOTE = `
---

Of the project's own files this archive has \`CHANGELOG.md\`, \`LICENSE\`, \`package.json\` in short, \`scripts\`, the scripts and the files for monitoring in \`examples\`, the SQL in \`src/storage/mssql\`, and \`docs\` without its \`adr\`, \`explanation/architecture.md\`, \`pictures\`, \`reference/campaigns\` and \`reference/openapi\`. Whatever else is named here of them, such as what is in \`test\`, is not in this archive.
`;

/** `names` are those of all that is in the archive, with forward slashes. */
export function archiveDoc({ name, text, names }) {
  const isThere = (path) => names.has(path) || [...names].some((one) => one.startsWith(`${path}/`));
  const written = text.replaceAll(/!?\[([^\]]+)\]\((?![a-z]+:)([^)#\s]+)(?:#[^)]*)?\)/g, (link, words, to) =>
    isThere(posix.join(posix.dirname(name), to)) ? link : words,
  );
  return written === text ? text : written + NOTE;
}
