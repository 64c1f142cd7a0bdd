/** What a real venue has around it, for a server under Wine: SQL Server's stand-in, the cloud's behind TLS, and what lies on the drive before the first start. */
import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { startCloud } from '../../../rehearsal/cloud/run-cloud.js';
import { seedVenueFolder } from '../../../rehearsal/venue-folder.js';
import { packageFolder, packageTrustFile } from '../../../rehearsal/venue-paths.js';
import { findPowerShell } from '../../../src/powershell/host/find-powershell.js';
import { ScriptedServer } from '../../storage/tds/server.js';
import { QUICK } from '../../venue/practice-venue.js';
import { debianFolder, driveFolder, venueFolder } from './wine.js';

export const onWindows = 'C:\\venue-proof';
export const proofFolder = join(driveFolder, 'venue-proof');
export const CUSTOMER = '10482213';
export const PIN = '860175';
/** Of clerk 2, who is the second person. */
export const SECOND_PIN = '571806';
/** As the stand-in for CIM has it; where swiftpos keeps its version isn't public. */
export const MACHINE = { machineId: '4c4c4544-0042-3510-8052-b4c04f4d5931', swiftposVersion: 'Unknown' };
/** As WindowsFixture.psm1 makes them. */
const services = {
  'sales-processing': 'ProofSalesProcessing',
  connect: 'Proof Connect',
  'end-of-day': 'ProofEndOfDay',
  netpos: "Proof NetPOS's",
  'gateway-client': 'Proof G\u00e4teway',
  'cloud-sync': 'ProofCloudSync',
  'services-monitor': 'ProofMonitor',
};
/** SQL Server, the cloud and its TLS, and what lies on the drive before the first start. */
export async function makeVenueFixture(
  home: string,
): Promise<{ readonly cloudUrl: string; readonly database: string; stop(): Promise<void> }> {
  // Wine asks the Debian it is in; a certificate's address is no name to it.
  writeFileSync(join(debianFolder, 'etc', 'hosts'), '127.0.0.1 localhost cloud.test\n');
  seedVenueFolder(home);
  const database = join(home, 'venue.sqlite');
  const venue = new DatabaseSync(database, { timeout: 10_000 });
  // Whenever this runs, a resync cuts into trading.
  venue.exec("UPDATE swiftpos_trading_period SET opens_at = '00:00', closes_at = '24:00'");
  venue.close();
  // What the cloud gives out is what wixl made and osslsigncode signed.
  mkdirSync(packageFolder(home), { recursive: true });
  cpSync(
    join(venueFolder, 'test', 'fixtures', 'windows', 'package.msi'),
    join(packageFolder(home), 'cloud-sync.msi'),
  );
  const sql = await new ScriptedServer({ swiftpos: database }).start();
  const cloud = await startCloud({ dataFolder: home, cloudPort: 0 });
  const { found: shell } = await findPowerShell({ projectFolder: '.' });
  spawnSync(shell?.executable ?? 'pwsh', [
    ...(shell?.leadingArguments ?? []),
    '-NoProfile',
    '-File',
    'test/fixtures/New-CloudCertificate.ps1',
    '-Folder',
    home,
  ]);
  const pem = (name: string) => readFileSync(join(home, name));
  // The cloud of a rehearsal answers to its own name only.
  const tls = createServer({ cert: pem('good.pem'), key: pem('good.key') }, (asked, answer) => {
    const headers = { ...asked.headers, host: `127.0.0.1:${cloud.port}` };
    const inside = request(
      { host: '127.0.0.1', port: cloud.port, path: asked.url, method: asked.method, headers },
      (result) => {
        answer.writeHead(result.statusCode ?? 500, result.headers);
        result.pipe(answer);
      },
    );
    inside.on('error', () => answer.destroy());
    asked.pipe(inside);
  });
  await new Promise<void>((resolve) => void tls.listen(0, '127.0.0.1', resolve));
  for (const name of ['scripts', 'dist', 'package.json', 'schema.graphql'])
    cpSync(name, join(proofFolder, 'product', name), { recursive: true });
  for (const [name, from] of [
    ['ProofStandIns', 'test/prove/windows'],
    ['ScheduledTaskCommand', 'test/scripts/shared'],
  ] as const)
    cpSync(join(from, `${name}.psm1`), join(proofFolder, 'modules', name, `${name}.psm1`));
  // PowerShell finds its own Get-WinEvent before any module of ours: the copy of one file is given the stand-in.
  appendFileSync(
    join(proofFolder, 'product', 'scripts', 'services', 'WindowsEvent.ps1'),
    `\n. '${onWindows}\\modules\\ProofEvents.ps1'\n`,
  );
  cpSync('test/prove/windows/ProofEvents.ps1', join(proofFolder, 'modules', 'ProofEvents.ps1'));
  mkdirSync(join(proofFolder, 'gateway'));
  writeFileSync(join(proofFolder, 'gateway', 'client.json'), '{ "cloud": { "token": "" } }\n');
  writeFileSync(
    join(proofFolder, 'data', 'config.json'),
    JSON.stringify({ ...QUICK, startTimeoutSeconds: 30, heartbeatMs: 60_000, secondPerson: true }),
  );
  cpSync(packageTrustFile(home), join(proofFolder, 'data', 'package-signing.json'));
  writeFileSync(join(proofFolder, 'data', 'server.pem'), sql.certificate.cert);
  writeFileSync(join(proofFolder, 'data', 'authority.pem'), pem('authority.pem'));
  writeFileSync(join(proofFolder, 'word'), sql.credentials.password);
  writeFileSync(join(proofFolder, 'pin'), `${PIN}\r\n`);
  writeFileSync(join(proofFolder, 'pin2'), `${SECOND_PIN}\r\n`);
  writeFileSync(
    join(proofFolder, 'answers.json'),
    JSON.stringify({
      services,
      publisher: 'CN=Proof Publisher',
      cloud: {
        url: `https://cloud.test:${(tls.address() as AddressInfo).port}`,
        certificateFile: 'authority.pem',
      },
      gatewayCredential: { file: `${onWindows}\\gateway\\client.json`, form: 'json', field: 'cloud.token' },
      sql: {
        server: 'localhost',
        port: sql.port,
        database: 'swiftpos',
        user: sql.credentials.user,
        certificateFile: 'server.pem',
      },
    }),
  );
  return {
    cloudUrl: cloud.url,
    database,
    async stop() {
      tls.close();
      await cloud.stop();
      await sql.stop();
    },
  };
}
