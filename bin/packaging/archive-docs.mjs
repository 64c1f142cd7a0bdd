/** Our documents, as an archive has them: what they lead to in the project and the archive leaves out is named there, and no link. */
import { posix } from 'node:path';

const NOTE = `
---

Files that are named here without a link, such as those in \`test\`, \`src\`, \`docs/decisions\` and \`docs/proofs\`, are of the project itself and not in this archive.
`;

/** `names` are those of all that is in the archive, with forward slashes. */
export function archiveDoc({ name, text, names }) {
  const isThere = (path) => names.has(path) || [...names].some((one) => one.startsWith(`${path}/`));
  const written = text.replaceAll(
    /(?<!!)\[([^\]]+)\]\((?![a-z]+:)([^)#\s]+)(?:#[^)]*)?\)/g,
    (link, words, to) => (isThere(posix.join(posix.dirname(name), to)) ? link : words),
  );
  return written === text ? text : written + NOTE;
}
