import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serviceAccount } from '../../src/commands/doctor-account.js';

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
        detail: expect.stringContaining(`${system.name} alone`),
        remedy: expect.stringMatching(/uninstall.*--account.*onboard anew/),
      },
    ],
  ],
])('doctor says of the service account %s', (_, text, found) => {
  const folder = mkdtempSync(join(tmpdir(), 'venue-control-account-'));
  try {
    if (text !== undefined) writeFileSync(join(folder, 'service-account.json'), text);
    expect(serviceAccount(folder)).toEqual(found.map((one) => expect.objectContaining(one)));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a credential that says who kept it counts more than the record, which the next start writes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'venue-control-account-'));
  try {
    writeFileSync(join(folder, 'service-account.json'), JSON.stringify({ secretsOf: system, runsAs: own }));
    mkdirSync(join(folder, 'credentials'));
    writeFileSync(join(folder, 'credentials', 'gateway.json'), JSON.stringify({ keptBy: own }));
    expect(serviceAccount(folder)).toEqual([expect.objectContaining({ ok: true, detail: own.name })]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
