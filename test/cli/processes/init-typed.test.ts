/** `venue-control init` at a keyboard, from the first question to the last: what was typed is written, and where it comes to nothing, nothing is left. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { inFolder, runCommand } from './run-command.js';

/** Its standard input is a pipe, and is taken for a keyboard. */
const KEYBOARD = { NODE_OPTIONS: '--import=data:text/javascript,process.stdin.isTTY=true' };
const QUESTION = 'Gateway Client: ';
const SERVICES = ['SwGateway', 'SwSync', 'SwSales', 'SwConnect', 'SwEnd', 'none', 'SwMonitor'];
const VENUE = ['', 'https://cloud.example.com', '', 'http://proxy:3128', ''];
const SQL = ['.\\SQLEXPRESS', 'swiftpos', '', 'venue_control', '/absent.pem', '', 'yes'];

function start(env: NodeJS.ProcessEnv, data: string, ...words: string[]) {
  return spawn(process.execPath, [resolve('dist', 'bundle', 'main.js'), 'init', ...words], {
    env: { ...process.env, ...env, ...KEYBOARD, VENUE_CONTROL_DATA: data },
  });
}

test('what is typed is written, and what was not asked for is named at the end', async () => {
  await inFolder(async (env, folder) => {
    const data = join(folder, 'data');
    const word = join(folder, 'word');
    writeFileSync(word, 'Sentinel-7f3a\n', { mode: 0o600 });
    const child = start(env, data, '--sql-password-file', word);
    const outcome = text(child.stdout);
    const left = [...SERVICES, ...VENUE, ...SQL];
    let asked = '';
    for await (const output of child.stderr.setEncoding('utf8')) {
      asked += output;
      if (/(^|\n)(> |.*none: )$/.test(asked)) {
        asked += '\n';
        child.stdin.write(`${left.shift()}\n`);
      }
    }
    if (child.exitCode === null) await once(child, 'exit');
    expect({ status: child.exitCode, left, asked }).toMatchObject({ status: 0, left: [] });
    const written = (file: string) => JSON.parse(readFileSync(join(data, file), 'utf8'));
    expect(written('venue.json')).toMatchObject({
      cloud: { url: 'https://cloud.example.com', proxy: 'http://proxy:3128' },
      gatewayCredential: null,
    });
    expect(written('config.json')).toEqual({
      sql: {
        server: 'localhost',
        instance: 'SQLEXPRESS',
        database: 'swiftpos',
        user: 'venue_control',
        trustServerCertificate: true,
      },
    });
    expect(await outcome).toContain('Rarely needed options were not prompted for: sql.secretFile,');
  });
});

test('what is pasted all at once is answers, each shown at its question; no password, which is taken as it is typed', async () => {
  await inFolder(async (env, folder) => {
    const data = join(folder, 'data');
    const child = start(env, data);
    const outcome = text(child.stdout);
    child.stdin.write(
      [...SERVICES, ...VENUE, 'till-1', ...SQL.slice(1, 4), '', 'Sentinel-early\n'].join('\n'),
    );
    let output = '';
    for await (const part of child.stderr.setEncoding('utf8')) {
      output += part;
      if (output.endsWith('(not shown): ')) child.stdin.end(' Sentinel-late \n');
    }
    if (child.exitCode === null) await once(child, 'exit');
    expect({ status: child.exitCode, output }).toMatchObject({ status: 0 });
    expect(output).toContain('End of Day: its exact name, or none: SwEnd\n');
    expect(output).toContain('Input that was typed before this prompt is not used as the password.');
    expect(readFileSync(join(data, 'keys', 'sql-password'), 'utf8')).toBe(' Sentinel-late \n');
    expect(`${await outcome}${output}`).not.toContain('Sentinel');
  });
});

test('what was pasted behind an answer that is none answers nothing: the password would be taken for a login', async () => {
  await inFolder(async (env, folder) => {
    const data = join(folder, 'data');
    const child = start(env, data);
    child.stdin.write(
      [...SERVICES, ...VENUE, 'till:1433', ...SQL.slice(1, 4), '', 'Sentinel-early\n'].join('\n'),
    );
    const left = ['till-1', ...SQL.slice(1, 4), ''];
    let output = '';
    let asked = 0;
    for await (const part of child.stderr.setEncoding('utf8')) {
      output += part;
      const from = output.indexOf('The lines after it were ignored');
      const prompts = from < 0 ? 0 : output.slice(from).split(/^> /m).length - 1;
      for (; asked < prompts && left.length > 0; asked += 1) child.stdin.write(`${left.shift()}\n`);
      if (output.endsWith('(not shown): ')) child.stdin.end('Sentinel-late\n');
    }
    if (child.exitCode === null) await once(child, 'exit');
    expect({ status: child.exitCode, output, left }).toMatchObject({ status: 0, left: [] });
    expect(output).toContain('it was visible.');
    expect(JSON.parse(readFileSync(join(data, 'config.json'), 'utf8'))).toEqual({
      sql: { server: 'till-1', database: 'swiftpos', user: 'venue_control' },
    });
  });
});

test('the end of what is pasted is the end of the answers, at the password too', async () => {
  await inFolder(async (env, folder) => {
    const data = join(folder, 'data');
    const child = start(env, data);
    child.stdin.end([...SERVICES, ...VENUE, 'till-1', ...SQL.slice(1, 4), '', 'Sentinel-early\n'].join('\n'));
    expect(await text(child.stderr)).toContain('The answers ended before the last question.');
    if (child.exitCode === null) await once(child, 'exit');
    expect(child.exitCode).toBe(1);
    expect(existsSync(data)).toBe(false);
  });
});

test('what no one can see in an answer is no answer, and no Enter either', async () => {
  await inFolder(async (env) => {
    const output = await runCommand(['init'], { env: { ...env, ...KEYBOARD }, input: 'Gate\u202eway\n' });
    expect(output.stderr).toContain('The input contains an invisible character.');
    expect(output.stderr).not.toContain('Cloud Sync: ');
  });
});

test('Ctrl+C at a question makes nothing', async () => {
  await inFolder(async (env, folder) => {
    const data = join(folder, 'data');
    const child = start(env, data);
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
