/**
 * Folders of test whose tests start no process, listen on no port and need no build: `npm run check` runs these, with the
 * files that lie beside the folders. A folder `processes` in one of them holds what its subject can't be shown without.
 * test/only-quick.ts refuses a process or a port to every quick test.
 */
export const quickFolders = [
  'architecture',
  'cli',
  'console',
  'docs',
  'domain',
  'platform',
  'powershell',
  'resolvers',
  'server',
  'storage',
];

/** Of the inner loop? `path` from the project's folder, with forward slashes. */
export function isQuick(path) {
  const [, folder, ...rest] = path.split('/');
  return rest.length === 0 || (quickFolders.includes(folder) && !rest.includes('processes'));
}
