import { mkdirSync, writeFileSync } from 'node:fs';
import { serviceAccount } from '../../src/cli/doctor/installation.js';
import { folderOfTest } from '../fixtures/folder-of-test.js';

const folder = folderOfTest();
const system = { sid: 'S-1-5-18', name: 'NT AUTHORITY\\SYSTEM' };
const own = { sid: 'S-1-5-80-1-2-3-4-5', name: 'NT SERVICE\\VenueControl' };

test.each([
  ['nothing before a first start', undefined, []],
  ['nothing of a record that is half written', '{"secretsOf":{"si', []],
  ['who it runs as', JSON.stringify({ secretsOf: own, runsAs: own }), [{ ok: true, detail: own.name }]],
  [
    'that another account kept its credentials, and what to do',
    JSON.stringify({ secretsOf: system, runsAs: own }),
    [
      {
        ok: false,
        detail: expect.stringContaining(`only ${system.name} can read`),
        remedy: expect.stringMatching(/uninstall.*--account.*[Oo]r onboard again/),
      },
    ],
  ],
])('doctor says of the service account %s', (_, text, found) => {
  if (text !== undefined) writeFileSync(folder('service-account.json'), text);
  expect(serviceAccount(folder())).toEqual(found.map((one) => expect.objectContaining(one)));
});

test('a credential that says who kept it counts more than the record, which the next start writes', () => {
  writeFileSync(folder('service-account.json'), JSON.stringify({ secretsOf: system, runsAs: own }));
  mkdirSync(folder('credentials'));
  writeFileSync(folder('credentials', 'gateway.json'), JSON.stringify({ keptBy: own }));
  expect(serviceAccount(folder())).toEqual([expect.objectContaining({ ok: true, detail: own.name })]);
});
