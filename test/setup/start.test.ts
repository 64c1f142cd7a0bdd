import { chmodSync, existsSync, rmSync, utimesSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { lendPackages, makePracticeProject, type PracticeProject } from './practice-project.js';

let project: PracticeProject;

/** Prints what it was given; `serve` and `wait` stay until a signal, which they name. */
const program = `
const { argv, versions } = process;
console.log(JSON.stringify({ args: argv.slice(2), node: versions.node, pwsh: process.env.VENUE_CONTROL_PWSH }));
if (argv.includes('serve') || argv.includes('wait')) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => { console.log('got ' + signal); process.exit(7); });
  console.log('pid ' + process.pid, process.execArgv.join(' '));
  console.log('Ready: http://127.0.0.1:4280');
  setInterval(() => {}, 1000);
}
`;

beforeEach(() => {
  project = makePracticeProject();
  lendPackages(project);
  project.write('src/main.ts', program);
});

afterEach(() => project.remove());

async function millisecondsOf(what: () => Promise<unknown>): Promise<number> {
  const since = performance.now();
  await what();
  return performance.now() - since;
}

describe('bin/start.mjs and bin/venue-control.mjs', () => {
  it('set up, build, serve with every argument, pass signals on and end with its exit code', async () => {
    const started = project.start('bin/start.mjs', ['--keep']);
    await started.said('Ready: ');
    started.child.kill('SIGTERM');
    const ended = await started.ended;
    expect(ended.code).toBe(7);
    expect(ended.stdout).toMatch(/^build +src and rehearsal to dist/m);
    expect(ended.stdout).toContain('{"args":["serve","--keep"],"node":"24.');
    expect(ended.stdout).toMatch(/^pid \d+ --disable-sigusr1 --use-system-ca /m);
    expect(ended.stdout).toContain('got SIGTERM');

    for (const signal of ['SIGINT', 'SIGHUP'] as const) {
      const again = project.start('bin/venue-control.mjs', ['wait']);
      await again.said('Ready: ');
      again.child.kill(signal);
      expect(await again.ended).toMatchObject({ code: 7, stdout: expect.stringContaining(`got ${signal}`) });
    }
  });

  it('open no debugger on SIGUSR1, neither themselves nor in the program', async () => {
    const started = project.start('bin/start.mjs');
    const [, pid] = /^pid (\d+) /m.exec(await started.said('Ready: ')) ?? [];
    for (const each of [Number(pid), started.child.pid ?? 0]) process.kill(each, 'SIGUSR1');
    await sleep(1000);
    started.child.kill('SIGTERM');
    const { code, stderr } = await started.ended;
    expect({ code, stderr }).toEqual({ code: 7, stderr: '' });
  });

  it('build only when a source, its time or the set of sources has changed, and drop what has no source', async () => {
    project.write('src/part.ts', 'export const part = 1;');
    const run = () => project.run('bin/venue-control.mjs', ['doctor', '--json']);
    const first = await run();
    expect(first.stdout).toBe(
      `${JSON.stringify({ args: ['doctor', '--json'], node: process.versions.node })}\n`,
    );
    expect(first.stderr).toMatch(/^build /);
    expect((await run()).stderr).toBe('');

    for (const source of ['src/part.ts', 'rehearsal/services/control-program.ts']) {
      utimesSync(join(project.folder, source), new Date(), new Date(1_000_000));
      expect((await run()).stderr).toMatch(/^build /);
    }

    rmSync(join(project.folder, 'src/part.ts'));
    expect((await run()).stderr).toMatch(/^build /);
    expect(existsSync(join(project.folder, 'dist/src/part.js'))).toBe(false);
    expect((await run()).stderr).toBe('');
  });

  it('keep the older build and show the compiler when a source is wrong', async () => {
    await project.run('bin/venue-control.mjs');
    project.write('src/part.ts', "export const part: number = 'one';");
    const ended = await project.run('bin/venue-control.mjs');
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain("The sources don't compile");
    expect(ended.stderr).toContain('src/part.ts(1,14): error TS2322');
    expect(existsSync(join(project.folder, 'dist/src/part.js'))).toBe(false);
    expect(existsSync(join(project.folder, 'dist/bundle/main.js'))).toBe(true);
  });

  it("hand the program this machine's own PowerShell when set-up chose that", async () => {
    project.write('here/pwsh', '#!/bin/sh\necho PowerShell 7.6.1\n');
    const pwsh = join(project.folder, 'here', 'pwsh');
    chmodSync(pwsh, 0o755);
    const env = { PATH: `${dirname(pwsh)}${delimiter}${process.env['PATH']}` };
    await project.run('bin/setup.mjs', [], env);
    const ended = await project.run('bin/venue-control.mjs', ['doctor'], env);
    expect(JSON.parse(ended.stdout)).toMatchObject({ args: ['doctor'], pwsh });
  });

  it('cost a second start well under a second', async () => {
    await project.run('bin/venue-control.mjs');
    project.write('nothing.mjs', '');
    const [times, floors]: [number[], number[]] = [[], []];
    for (let i = 0; i < 3; i += 1) {
      times.push(await millisecondsOf(() => project.run('bin/venue-control.mjs')));
      floors.push(await millisecondsOf(() => project.run('nothing.mjs')));
    }
    // The best of three: what it costs, whatever else the machine does; and where it does much all the time, by what that makes of nothing.
    expect(Math.min(...times)).toBeLessThan(Math.max(1000, 8 * Math.min(...floors)));
  });

  it('name the command to run when nothing is set up', async () => {
    rmSync(join(project.folder, 'node_modules'), { recursive: true });
    const ended = await project.run('bin/venue-control.mjs', ['doctor']);
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr.trim()).toBe(
      'venue-control is not set up yet. Run: npm run setup (or npm start, which sets up and serves)',
    );
  });

  it('answer --help without setting anything up', async () => {
    rmSync(join(project.folder, 'node_modules'), { recursive: true });
    for (const script of ['bin/start.mjs', 'bin/setup.mjs', 'bin/test.mjs']) {
      const ended = await project.run(script, ['--help']);
      expect(ended).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(/^Usage: /) });
    }
    expect(existsSync(join(project.folder, 'node_modules'))).toBe(false);
  });
});
