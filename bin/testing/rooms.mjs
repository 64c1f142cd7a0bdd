/** Which tests start processes. A test holds every file to it (test/architecture/check-quick.ts). */

/**
 * Rooms of test whose tests start no process, listen on no port and need no build: `npm run check` runs these, with the
 * files that lie beside the rooms. A folder `processes` in one of them holds what its subject can't be shown without.
 */
export const quickRooms = ['architecture', 'console', 'docs', 'machine', 'operations', 'resolvers', 'sql'];

/** Rooms that aren't of the inner loop: real hosts, servers, browsers, set-up. */
export const liveRooms = [
  'commands',
  'e2e',
  'main-job',
  'powershell',
  'prove',
  'rehearsal',
  'scripts',
  'server',
  'setup',
  'venue',
];

/** Of the inner loop? `path` from the project's folder, with forward slashes. */
export function isQuick(path) {
  const [, room, ...rest] = path.split('/');
  return rest.length === 0 || (quickRooms.includes(room) && !rest.includes('processes'));
}
