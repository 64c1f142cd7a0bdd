/** A real venue on a machine without Windows: refused by what is missing, served only for a proof, and then with nothing of a rehearsal. */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DoctorRow } from '../../../src/domain/ports/doctor-row.js';
import { selfSigned } from '../../storage/tds/certificate.js';
import { ANSWERS, makeRealVenue, runTrusting } from '../../venue/real-venue.js';
import { inFolder, runCommand } from './run-command.js';

/** What doctor checks in a real venue, here; on Windows also at who runs the services, and since the first start at the service's account. */
const EXAMINED = [
  'system',
  'rehearsal data',
  'venue.json',
  "Gateway Client's credential",
  'SQL Server',
  'runtime',
  'data folder',
  'free space',
  expect.stringMatching(/^port \d+$/),
  'server health',
  'venue',
  'state database',
  'PINs',
  'audit',
  'owner',
  'backup',
  'program folder',
  'PowerShell',
  'PowerShell language',
  'PowerShell scripts',
  'PowerShell modules',
  'venue database',
  'SQL Server',
  'connection',
  'collation',
  'compatibility',
  'snapshot isolation',
  'permissions',
  'database clock',
  'database space',
  'views',
  'SQL Server instance',
  'clerk security',
  'who may onboard',
  'elevation',
  'Windows',
  'time zone',
  'event log',
  'event log',
  'proxy',
  'server identity',
  'service names',
  'audit anchor',
  'services',
  'link',
  'swiftpos Cloud',
];

const SQL = { server: 'localhost', database: 'swiftpos', user: 'venue_control' };

/** What `serve` says, with nothing started; the same that `doctor` does. */
async function refused(env: NodeJS.ProcessEnv): Promise<{ stderr: string; findings: DoctorRow[] }> {
  const { status, stdout, stderr } = await runCommand(['serve'], { env });
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toContain("The server can't start for this venue yet");
  const doctor = await runCommand(['doctor', '--json'], { env });
  const findings = (JSON.parse(doctor.stdout) as DoctorRow[]).filter(({ ok }) => !ok);
  for (const line of stderr.split('\n').filter((text) => text.startsWith('- '))) {
    const [, part, detail] = /^- (.*?): (.*)$/.exec(line) ?? [];
    expect(findings).toContainEqual({ part, ok: false, detail, remedy: expect.stringMatching(/\w.*\.$/) });
  }
  return { stderr, findings };
}

test('nothing is said: what is missing is named, each with its remedy', async () => {
  await inFolder(async (env, folder) => {
    const { stderr } = await refused({ ...env, VENUE_CONTROL_VENUE: 'windows' });
    expect(stderr.match(/^- (.*?):/gm)).toEqual([
      '- system:',
      '- program:',
      '- venue.json:',
      '- SQL Server:',
    ]);
    expect(stderr).toContain('venue-control init');
    expect(existsSync(join(folder, 'server.json'))).toBe(false);
  });
}, 60_000);

test("a mistake, a rehearsal's folder and an authority that has expired are refused by what they are", async () => {
  await inFolder(async (env, folder) => {
    mkdirSync(join(folder, 'rehearsal'));
    writeFileSync(join(folder, 'old.pem'), selfSigned('cloud', { isExpired: true }).cert);
    writeFileSync(join(folder, 'config.json'), JSON.stringify({ sql: SQL }));
    const cloud = { url: 'https://cloud.example.com', certificateFile: 'old.pem' };
    writeFileSync(join(folder, 'venue.json'), JSON.stringify({ ...ANSWERS, cloud }));
    const { stderr } = await refused(env);
    expect(stderr).toMatch(/rehearsal data: .*PINs are public/);
    expect(stderr).toMatch(/cloud's authority: .*expired on \d{4}-/);
    writeFileSync(join(folder, 'venue.json'), JSON.stringify({ ...ANSWERS, cloud: { url: 'http://x' } }));
    expect((await refused(env)).stderr).toMatch(/venue\.json, line 1: cloud\.url must be an https address/);
  });
}, 60_000);

test('a whole configuration is refused for what is here: no Windows, and a checkout; and no rehearsal is offered', async () => {
  await inFolder(async (env, folder) => {
    writeFileSync(join(folder, 'config.json'), JSON.stringify({ sql: SQL }));
    writeFileSync(join(folder, 'venue.json'), JSON.stringify(ANSWERS));
    expect((await refused(env)).stderr.match(/^- (.*?):/gm)).toEqual(['- system:', '- program:']);
    for (const command of ['rehearse', 'rehearsal', 'service']) {
      const { status, stderr } = await runCommand([command], { env });
      expect([status, stderr.split('\n')[0]]).toEqual([1, `error: unknown command '${command}'`]);
    }
    expect((await runCommand(['--help'], { env })).stdout).not.toContain('rehearse ');
  });
}, 60_000);

test('a test program that replaces the findings about the machine serves it: data from SQL Server, no practice PIN, no rehearsal, services by a coded error', async () => {
  await inFolder(async (_, folder) => {
    const venue = await makeRealVenue(folder);
    try {
      await venue.serve();
      const known = await venue.ask('mutation { signIn(clerkId: "1", pin: "2468") { token } }');
      expect(JSON.stringify(known)).toContain('SIGN_IN_FAILED');
      await venue.givePin('860175');
      const signedIn = await venue.ask('mutation { signIn(clerkId: "1", pin: "860175") { token } }');
      const { token } = (signedIn.data as unknown as { signIn: { token: string } }).signIn;
      const result = await venue.ask('{ venue { customerNumber rehearsal } }', token);
      expect(result).toEqual({ data: { venue: { customerNumber: '10482213', rehearsal: false } } });
      const services = JSON.stringify(await venue.ask('{ services { key status } }', token));
      expect(services).toContain('WINDOWS_NEEDED');
      expect(services).not.toMatch(/\bat .*:line|Exception|\.psm?1/);
      expect(readdirSync(folder)).not.toContain('rehearsal');
      expect(readdirSync(folder)).not.toContain('venue.sqlite');
      const doctor = await runTrusting(['doctor'], venue.env);
      expect(doctor.stdout).toMatch(/^WARN system +TEST ONLY on linux/m);
      expect(doctor.stdout).toMatch(/^ok +venue database +Harbour/m);
      expect(doctor.stdout).toMatch(/^BAD +service names +.*on Windows only/m);
      const { stdout } = await runTrusting(['doctor', '--json'], venue.env);
      const findings: DoctorRow[] = JSON.parse(stdout);
      // What is wrong with a view of this rehearsal data is a row more.
      const parts = findings.map(({ part }) => part).filter((part) => !part.startsWith('view '));
      expect(parts).toEqual(EXAMINED);
      const wanting = findings.filter(({ ok, warning }) => !ok || warning);
      expect(wanting.filter(({ remedy }) => !/\w.*\.$/.test(remedy ?? ''))).toEqual([]);
      expect(wanting).toContainEqual(
        expect.objectContaining({
          part: 'audit anchor',
          warning: true,
          remedy: expect.stringContaining('VENUE_CONTROL_AUDIT_ANCHOR'),
        }),
      );
      expect(wanting).toContainEqual(expect.objectContaining({ part: 'event log', ok: false }));
    } finally {
      await venue.stop();
    }
  });
}, 120_000);
