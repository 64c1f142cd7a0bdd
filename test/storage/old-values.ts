/** What the first released code was given when it wrote fixtures/state-0001.sql: everything that JSON could be written of in two ways. */
import { at } from './samples.js';

export const OLD_REQUEST = {
  venue: '10482213',
  kind: 'ONBOARD',
  startAt: at(5),
  approvedBy: undefined,
  overrides: [['WINDOW', undefined, [at(6), null]], [], [{ z: 1, a: [true, { y: undefined, x: 'é' }] }]],
  numbers: [0, -0, 0.1, 1.5e300, 1e21, 1e-7, 9_007_199_254_740_991, -42],
  names: { 10: 'ten', 9: 'nine', Z: 'upper', a: 'lower', '\u{1f37a}': 'beer', '\uffff': 'last', '': 'none' },
  text: 'tab\t "quoted" back\\slash \u0000 \u2028 Zoë 日本 🍺 </script>',
};

export const OLD_FACTS = {
  'company name': 'Harbour “View” Hôtel',
  elevated: true,
  'cloud reachable': false,
  'last sale': at(9),
  'other servers': undefined,
  'trading hours': [['MONDAY', ['10:00', '23:00']], undefined],
};

export const OLD_DETAILS = [
  undefined,
  {},
  OLD_REQUEST,
  { when: at(3), lone: ['\ud800', 'x\udc00y'], deep: { b: [[[{ d: 1, c: [] }]]], a: undefined } },
];
