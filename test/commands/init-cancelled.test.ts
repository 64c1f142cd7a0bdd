/** `venue-control init` at a keyboard that comes to nothing: nothing is left, so that the next one finds the folder as it was. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { inFolder, runCommand } from './run-command.js';

/** Its standard input is a pipe, and is taken for a keyboard. */
const KEYBOARD = { NODE_OPTIONS: '--import=data:text/javascript,process.stdin.isTTY=true' };
const QUESTION = 'Gateway Client: ';

test('the end of the input makes nothing, and that is said', async () => {
  await inFolder(async (env, folder) => {
    const data = join(folder, 'data');
    const { status, stderr } = await runCommand(['init'], {
      env: { ...env, ...KEYBOARD, VENUE_CONTROL_DATA: data },
      input: 'Gateway\n',
    });
    expect(status).toBe(1);
    expect(stderr).toContain('The answers ended before the last question. None of them was written.');
    expect(existsSync(data)).toBe(false);
  });
});

test('what nobody can see in an answer is no answer, and no Enter either', async () => {
  await inFolder(async (env) => {
    const told = await runCommand(['init'], { env: { ...env, ...KEYBOARD }, input: 'Gate\u202eway\n' });
    expect(told.stderr).toContain('There is a character in it that nobody can see.');
    expect(told.stderr).not.toContain('Cloud Sync: ');
  });
});

test('nor does Ctrl+C at a question', async () => {
  await inFolder(async (env, folder) => {
    const data = join(folder, 'data');
    const child = spawn(process.execPath, [resolve('dist', 'bundle', 'main.js'), 'init'], {
      env: { ...process.env, ...env, ...KEYBOARD, VENUE_CONTROL_DATA: data },
    });
    let asked = '';
    for await (const text of child.stderr.setEncoding('utf8')) {
      asked += text;
      if (asked.includes(QUESTION)) child.kill('SIGINT');
    }
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    expect(asked).toContain(QUESTION);
    expect(existsSync(data)).toBe(false);
  });
}, 60_000);

test('beside a server that runs nothing is asked', async () => {
  await inFolder(async (env, folder) => {
    const data = join(folder, 'data');
    mkdirSync(data);
    writeFileSync(join(data, 'venue.json'), '{}');
    writeFileSync(join(data, 'server.lock'), JSON.stringify({ pid: process.pid, startTime: '' }));
    const { status, stderr } = await runCommand(['init', '--force'], {
      env: { ...env, ...KEYBOARD, VENUE_CONTROL_DATA: data },
    });
    expect(status).toBe(1);
    expect(stderr).toContain(`Another server (process ${process.pid}) uses the data folder`);
    expect(stderr).not.toContain(QUESTION);
    expect(readdirSync(data).sort()).toEqual(['server.lock', 'venue.json']);
  });
});
