/** The commands that need nothing but a data folder: migrate, schema, rehearse. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inFolder, runCommand } from './run-command.js';

test('migrate brings a new folder up to date, and says the same the second time', async () => {
  await inFolder(async (env, folder) => {
    for (let time = 0; time < 2; time += 1) {
      const { status, stdout } = await runCommand(['migrate', '--json'], { env });
      expect(status).toBe(0);
      expect(JSON.parse(stdout)).toEqual({ upToDate: true, folder });
    }
    expect(existsSync(join(folder, 'state.sqlite'))).toBe(true);
    expect(await runCommand(['migrate'], { env })).toMatchObject({
      status: 0,
      stdout: `Up to date: ${folder}\n`,
    });
  });
});

test('migrate --venue --print prints the script for the DBA, in order, and touches nothing', async () => {
  await inFolder(async (env, folder) => {
    const words = ['migrate', '--venue', '--print'];
    const { status, stdout } = await runCommand(words, { env });
    expect(status).toBe(0);
    const files = [...stdout.matchAll(/^-- (\w+)\.sql$/gm)].map(([, name]) => name);
    expect(files).toHaveLength(19);
    expect([files[0], files.at(-1)]).toEqual(['schema', 'login']);
    expect(stdout.match(/^GO$/gm)).toHaveLength(23);
    const asJson = JSON.parse((await runCommand([...words, '--json'], { env })).stdout);
    expect(asJson.map(({ file }: { file: string }) => file)).toEqual([
      'before the files',
      ...files.map((name) => `${name}.sql`),
      'after the files',
    ]);
    for (const { sql } of asJson) expect(stdout).toContain(sql.trimEnd());
    const back = await runCommand(['migrate', '--venue', '--remove'], { env });
    expect(back.stdout).toMatch(/^DROP SCHEMA IF EXISTS controlplane;$/m);
    expect(existsSync(join(folder, 'state.sqlite'))).toBe(false);
  });
});

test.each([[['--venue']], [['--print']], [['--remove']]])(
  'migrate %j alone runs nothing, and says why',
  async (words) => {
    await inFolder(async (env, folder) => {
      const { status, stdout, stderr } = await runCommand(['migrate', ...words], { env });
      expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
      expect(stderr).toContain('Combine --venue with exactly one of --print');
      expect(existsSync(join(folder, 'state.sqlite'))).toBe(false);
    });
  },
);

test('migrate says in words why it cannot, and keeps what is there', async () => {
  await inFolder(async (env, folder) => {
    const file = join(folder, 'state.sqlite');
    writeFileSync(file, 'This is no database, and long enough to look like one. '.repeat(40));
    const before = readFileSync(file, 'utf8');
    const { status, stdout, stderr } = await runCommand(['migrate', '--json'], { env });
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/own database .*\n.*venue-control doctor/);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(readFileSync(file, 'utf8')).toBe(before);
  });
});

test('schema prints the committed contract', async () => {
  await inFolder(async (env) => {
    const { status, stdout, stderr } = await runCommand(['schema'], { env });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toBe(readFileSync('schema.graphql', 'utf8'));
  });
});

test('rehearse sets faults, replaces them, reports them, and clears them', async () => {
  await inFolder(async (env) => {
    const rehearse = async (...words: string[]) => (await runCommand(['rehearse', ...words], { env })).stdout;
    expect(await rehearse()).toBe('No fault is set.\n');
    expect(await rehearse('redeem=used', 'elevation=missing')).toBe('Set: redeem=used elevation=missing\n');
    expect(await rehearse('cloud=slow')).toBe('Set: cloud=slow\n');
    expect(JSON.parse(await rehearse('--json'))).toEqual({ cloud: 'slow' });
    expect(await rehearse('none')).toBe('No fault is set.\n');
  });
});

test.each(['weather=bad', 'redeem=maybe', 'redeem'])(
  'rehearse refuses "%s", names what there is, and keeps what was set',
  async (mistake) => {
    await inFolder(async (env) => {
      await runCommand(['rehearse', 'cloud=slow'], { env });
      const { status, stdout, stderr } = await runCommand(['rehearse', mistake], { env });
      expect([status === 0, stdout]).toEqual([false, '']);
      expect(stderr).toContain('redeem');
      expect((await runCommand(['rehearse'], { env })).stdout).toBe('Set: cloud=slow\n');
    });
  },
);
