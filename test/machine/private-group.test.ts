/** A group that nobody but its owner is of lets nobody else in. */
import { isPrivateGroup } from '../../src/machine/private-group.js';

const passwd =
  'root:x:0:0::/root:/bin/sh\nana:x:1000:1000::/srv/ana:/bin/sh\nsam:x:1001:50::/srv/sam:/bin/sh\n';

test.each<[string, string, number, number, boolean]>([
  ["of the account's own name, with nobody in it", 'ana:x:1000:', 1000, 1000, true],
  ['in which the account itself stands', 'ana:x:1000:ana', 1000, 1000, true],
  ['in which somebody else stands', 'ana:x:1000:ana,sam', 1000, 1000, false],
  ['of another name', 'staff:x:50:', 50, 1000, false],
  ["that is somebody else's first one", 'ana:x:50:', 50, 1000, false],
  ['of the same number, which this machine does not know', '', 4242, 4242, true],
  ['of another number, which this machine does not know', '', 4242, 1000, false],
])('a group %s', (_, group, id, owner, isPrivate) => {
  expect(isPrivateGroup(id, owner, { group, passwd })).toBe(isPrivate);
});
