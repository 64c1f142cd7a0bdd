/** Help, mistakes of the fingers and of the configuration: nothing of this starts PowerShell or a server. */
import { existsSync } from 'node:fs';
import { inFolder, runCommand } from './run-command.js';

const COMMANDS = [
  ...['serve', 'init', 'doctor', 'migrate', 'clerk', 'token', 'audit', 'backup', 'restore'],
  ...['status', 'support-bundle', 'rehearsal', 'rehearse', 'schema', 'install', 'upgrade', 'uninstall'],
];

test('--help names every command, and --version is that of the package with the commit of the build', async () => {
  const { status, stdout } = await runCommand(['--help']);
  expect(status).toBe(0);
  for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`^  ${command}\\b`, 'm'));
  const { version } = (await import('../../../package.json', { with: { type: 'json' } })).default;
  const built = await runCommand(['--version']);
  expect(built.stdout.replace(/\+[0-9a-f]{12}\n$/, '\n')).toBe(`${version}\n`);
  expect(built.stdout.includes('+')).toBe(existsSync('.git'));
});

test.each([['serve'], ['clerk', 'set-pin']])(
  '%s %s --help says how it is used, and does nothing',
  async (...words) => {
    const path = words.filter(Boolean);
    await inFolder(async (env) => {
      const { status, stdout, stderr } = await runCommand([...path, '--help'], { env });
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(stdout).toContain(`Usage: venue-control ${path.join(' ')}`);
    });
  },
);

test.each<[readonly string[], string]>([
  [['docter'], "unknown command 'docter'"],
  [['serve', 'now'], "too many arguments for 'serve'"],
  [['doctor', '--jsn'], "unknown option '--jsn'"],
  [['doctor', 'all'], 'too many arguments'],
  [['clerk', 'grant', '2', 'AUDIT_VIEW'], "required option '--reason <text>' not specified"],
  [['clerk', 'set-pin'], "missing required argument 'clerkId'"],
  // A PIN as argument would stand in every list of processes; it is not said again at least.
  [['clerk', 'set-pin', '5', '90817'], "too many arguments for 'set-pin'. Expected 1 argument but got 2.\n"],
  [
    ['clerk', 'set-pin', '5', '90817\r\n'],
    "too many arguments for 'set-pin'. Expected 1 argument but got 2.\n",
  ],
  [['clerk', 'set-pin', '5', '90817\nx'], 'Expected 1 argument but got 2.\n'],
  [['clerk', 'set-pin', '5', '--pin=90817'], "unknown option '--pin=…'"],
  [['clerk', '90817'], "unknown command '…'"],
  [['90817'], 'Expected 0 arguments but got 1.\n'],
  [['--keep', 'docter'], "unknown command 'docter'"],
  [['token', 'create', '--clerk', '1'], "required option '--name <text>' not specified"],
  [
    ['token', 'create', '--expires', 'soon'],
    'Enter 90d, 12h or 30m, or a time with its time zone such as 20',
  ],
  [['token', 'create', '--name', ' '], 'Enter 1 to 100 characters'],
  [['audit', 'export', '--until', 'never'], 'Enter a day or a time as ISO 8601, such as 20'],
  [['audit', 'export', '--since', '05/06/2026'], 'Enter a day or a time as ISO 8601, such as 20'],
  [['clerk', 'remove', '5'], "unknown command 'remove'"],
])('%j is a mistake: one line says which, another where the help is', async (words, said) => {
  const { status, stdout, stderr } = await runCommand(words);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toContain(said);
  expect(stderr).toContain('--help');
  expect(stderr).not.toContain('90817');
});

test.each([
  [{ VENUE_CONTROL_PORT: 'eighty' }, 'serve', 'VENUE_CONTROL_PORT'],
  [{ VENUE_CONTROL_VENUE: 'hotel' }, 'doctor', 'VENUE_CONTROL_VENUE'],
  [{ VENUE_CONTROL_REHEARSAL_PACE: '-1' }, 'schema', 'VENUE_CONTROL_REHEARSAL_PACE'],
])('%j is refused by %s, in one line that names it, with exit code 2', async (env, command, name) => {
  const { status, stderr } = await runCommand([command], { env });
  expect(status).toBe(2);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(stderr).toContain(name);
});
