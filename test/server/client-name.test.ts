import { clientNameOf } from '../../src/server/caller.js';

test.each([
  ['console', 'Mozilla/5.0', 'console'],
  [undefined, 'curl/8.5.0', 'curl/8.5.0'],
  ['', 'curl/8.5.0', 'curl/8.5.0'],
  [['a', 'b'], 'curl/8.5.0', 'curl/8.5.0'],
  [undefined, undefined, undefined],
  [undefined, '', undefined],
  ['a\u202ec\n\u0000é', undefined, 'a?c???'],
  ['x'.repeat(5000), undefined, 'x'.repeat(100)],
])('a caller that names itself %p with the user agent %p is %p in the audit', (named, userAgent, client) => {
  expect(clientNameOf(named, userAgent)).toBe(client);
});
