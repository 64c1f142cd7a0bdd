/**
 * The bridge to PowerShell where this runs: for Windows, where pipes, processes and their ends are others than on Linux. Its one argument is the
 * folder of the project's scripts and suites; each case is a line, `CASE` and JSON.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Secret } from '../../../dist/src/domain/types/secret.js';
import { createPowerShellPool } from '../../../dist/src/powershell/pool/pool.js';
import { lives, proveLeftChildren } from './left-children.mjs';
import { isOpen, startAmongUnknownPeers } from './unknown-peers.mjs';

const [projectFolder = '.', pwsh] = process.argv.slice(2);
const lines = [];
const note = (fields, message) => void lines.push(`${message} ${JSON.stringify(fields)}`);
const makePool = (env = {}) =>
  createPowerShellPool({
    projectFolder,
    scriptFolders: [
      join(projectFolder, 'test', 'fixtures', 'scripts'),
      join(projectFolder, 'test', 'prove', 'windows', 'scripts'),
    ],
    pwsh,
    env,
    log: { debug: note, info: note, warn: note, error: note },
  });

const run = (script, parameters = {}, more = {}) =>
  pool.runner.run({ script, parameters, deadlineMs: 60_000, ...more });
const echoed = async (Value) => (await run('Get-Echo', { Value })).output[0];
const failureOf = async (call) => {
  try {
    await call;
    return 'none';
  } catch (error) {
    return error.failure ?? String(error);
  }
};
const hostOf = (index) => pool.status().pools[index]?.pids[0];

async function prove(what, work) {
  const startedAt = performance.now();
  let got;
  try {
    got = await work();
  } catch (error) {
    got = `${error.failure ?? ''} ${error.stack}`;
  }
  const ms = Math.round(performance.now() - startedAt);
  const holds = got === true;
  console.log(`CASE ${JSON.stringify({ what, holds, got: holds || { log: lines.slice(-4), got }, ms })}`);
}

const { pool, name, seen, lying } = await startAmongUnknownPeers(makePool);
await prove('unknown callers who come to its pipe first keep no server out', async () => {
  const isUp = !lines.some((line) => line.includes('did not start'));
  const echo = await echoed('mine');
  return (seen.length > 0 && isUp && echo === 'mine') || { name, seen, isUp, echo, lines };
});
await prove('they are shown nothing, and are gone', async () => {
  for (let tries = 0; tries < 100 && !seen.every(({ isGone }) => isGone); tries += 1) await sleep(50);
  return seen.every(({ heard, isGone }) => heard === 0 && isGone) || seen;
});
await prove('nothing that it begins with lies where others may have been first', async () => {
  return lying.length === 0 || lying;
});
await prove('its pipe is for our account alone, and there once', async () => {
  const { output } = await run('Get-PipeAccess', {
    File: join(projectFolder, 'scripts', 'host', 'New-HostPipe.ps1'),
  });
  const [{ Own, Isolated, Rules, Second }] = output;
  return (Isolated && String(Rules) === `Allow FullControl ${Own}` && Second === 'refused') || output;
});
await prove('a host that is there has no pipe that could be connected to', async () => {
  return (await isOpen(name)) ? name : true;
});
await prove('200 values come back as they went', async () => {
  const texts = [
    '$(exit 1)',
    '`"\'; Stop-Computer',
    'Gäteway 酒場 🍺',
    'a\r\nb\tc',
    '',
    '%PATH%',
    '$env:PATH',
    '\u0000',
  ];
  for (let round = 0; round < 200; round += 1) {
    const text = `${texts[round % texts.length]}${round}`;
    const got = await echoed(text);
    if (got !== text) return { text, got };
  }
  return true;
});
await prove('16 MB come whole', async () => {
  const { output } = await run('Get-Many', { Count: 160, Size: 100_000 });
  const bytes = output.reduce((sum, row) => sum + row.Text.length, 0);
  return (output.length === 160 && bytes === 16_000_000) || { rows: output.length, bytes };
});
await prove('20 calls at once are each answered with their own', async () => {
  const got = await Promise.all(Array.from({ length: 20 }, (_, n) => echoed(`call ${n}`)));
  return got.every((text, n) => text === `call ${n}`) || got;
});
await prove('a secret is a SecureString there', async () => {
  const { output } = await run(
    'Test-Secret',
    { Expected: 'Zürich-🍺' },
    { secrets: { Code: new Secret('Zürich-🍺') } },
  );
  return output[0]?.Same === true || output;
});
const child = (Text, more) => run('Invoke-Child', { Program: process.execPath, Text }, more);
await prove('a child that reads its input takes no frame, and ends', async () => {
  const { output } = await child(
    "process.stdin.on('data',()=>{}).on('end',()=>console.log('read to the end'))",
    {
      deadlineMs: 15_000,
    },
  ).catch(({ failure }) => ({ output: [failure] }));
  const after = await echoed('after');
  // The lifeline is the host's input, and no child's: it ends at once, or is ended by its deadline.
  return (after === 'after' && ['behind it', 'TIMED_OUT'].includes(output.at(-1))) || { output, after };
});
await prove('what a child writes to the console is no result of ours', async () => {
  const { output } = await child('process.stderr.write(\'{\\"t\\":\\"done\\"}\\n\')');
  return output.at(-1) === 'behind it' || output;
});
await prove('a pipeline that waits is stopped by a cancel', async () => {
  const abort = new AbortController();
  setTimeout(() => abort.abort(), 500);
  const failure = await failureOf(run('Get-Pause', { Milliseconds: 60_000 }, { signal: abort.signal }));
  return failure === 'CANCELLED' || failure;
});
await prove(
  'a script that cannot be stopped is ended with its host, and the next call is answered',
  async () => {
    const abort = new AbortController();
    const begun = { onEvent: () => abort.abort() };
    const failure = await failureOf(
      run('Invoke-Hang', { Mode: 'thread', Seconds: '600' }, { signal: abort.signal, ...begun }),
    );
    const { output } = await run('Set-Echo', { Value: 'next' });
    return (['CANCELLED', 'HOST_DIED'].includes(failure) && output[0] === 'next') || { failure, output };
  },
);
await prove('a deadline ends a call', async () => {
  const failure = await failureOf(run('Invoke-Hang', { Mode: 'cpu' }, { deadlineMs: 1500 }));
  const { output } = await run('Set-Echo', { Value: 'next' });
  return (failure === 'TIMED_OUT' && output[0] === 'next') || { failure, output };
});
await prove('a child of a script that was ended is gone with it', async () => {
  const mark = `never-ends-${process.pid}`;
  const failure = await failureOf(child(`setInterval(()=>{},1000,'${mark}')`, { deadlineMs: 4000 }));
  for (let tries = 0; tries < 60 && nodesBut(process.pid).length > 0; tries += 1) await sleep(100);
  const left = nodesBut(process.pid);
  return (failure === 'TIMED_OUT' && left.length === 0) || { failure, left };
});
await prove('a host that is killed in the middle of a call is reported, and replaced', async () => {
  const asked = failureOf(run('Get-Pause', { Milliseconds: 60_000 }));
  await sleep(500);
  const pid = hostOf(0);
  process.kill(pid);
  const failure = await asked;
  const after = await echoed('after');
  return (failure === 'HOST_DIED' && after === 'after') || { failure, after, pid };
});
await prove('after its end no host is left', async () => {
  const pids = pool.status().pools.flatMap(({ pids: own }) => own);
  await pool.stop();
  const left = pids.filter(lives);
  return left.length === 0 || left;
});
await proveLeftChildren(prove, makePool);
process.exit(0);

/** Of Node for Windows, ourselves left out. */
function nodesBut(own) {
  const listed = execFileSync(
    join(process.env.SystemRoot, 'System32', 'tasklist.exe'),
    ['/FO', 'CSV', '/NH'],
    {
      encoding: 'utf8',
      windowsHide: true,
    },
  );
  return listed
    .split(/\r?\n/)
    .map((line) => line.replaceAll('"', '').split(','))
    .filter(([image, pid]) => image?.toLowerCase() === 'node.exe' && Number(pid) !== own)
    .map(([, pid]) => Number(pid));
}
