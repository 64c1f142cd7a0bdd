/** What is mounted, by the kernel's own list: of this machine, and lines that one wrote for folders bound on each other. */
import { mountPoints } from '../../src/machine/mount-points.js';

const LINES = `27 1 254:0 / / rw,relatime - ext4 /dev/vda rw,discard
129 27 254:0 /srv/a\\040b /var/lib/it\\040is\\134here rw,relatime shared:1 - ext4 /dev/vda rw,discard
`;

test('a name is told as it is, with its blanks, whatever is mounted there', () => {
  expect(mountPoints(LINES)).toEqual(['/', '/var/lib/it is\\here']);
});

test('this machine tells what it has', () => {
  expect(mountPoints()).toContain('/proc');
});
