/**
 * A program for Node for Windows: a rehearsal is served, asked, killed, found again, ended by Ctrl+C. `node rehearsal-here.mjs FOLDER PWSH PORT
 * CLOUD_PORT`: FOLDER holds `product`, the built program, and ctrl-c.exe. A line CASE and JSON {what, holds, got} for each that was checked.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const [folder, pwsh, port, cloudPort] = process.argv.slice(2);
const data = join(folder, 'data');
const served = `http://127.0.0.1:${port}/graphql`;
const env = {
  ...process.env,
  VENUE_CONTROL_VENUE: 'rehearsal',
  VENUE_CONTROL_DATA: data,
  VENUE_CONTROL_PORT: port,
  VENUE_CONTROL_CLOUD_PORT: cloudPort,
  VENUE_CONTROL_REHEARSAL_PACE: '0',
  VENUE_CONTROL_PWSH: pwsh,
};
/** Ctrl+C is everyone's at this console. */
process.on('SIGINT', () => undefined);
let token;
let starts = 0;

const check = (what, holds, got) =>
  console.log(`CASE ${JSON.stringify({ what, holds: Boolean(holds), got })}`);

async function ask(query, variables = {}) {
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
  const body = JSON.stringify({ query, variables });
  const answer = await fetch(served, { method: 'POST', headers, body, signal: AbortSignal.timeout(30_000) });
  return { data: null, ...(await answer.json()) };
}

async function until(what, ms, look) {
  for (const end = Date.now() + ms; ; await sleep(200)) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`Not within ${ms / 1000} s: ${what}`);
  }
}

/** Served, and clerk 1 signed in. */
async function serve() {
  starts += 1;
  const out = join(folder, `server${starts}.out`);
  const stdio = ['ignore', openSync(out, 'w'), openSync(join(folder, `server${starts}.err`), 'w')];
  const server = spawn(process.execPath, [join(folder, 'product/dist/bundle/main.js'), 'serve'], {
    env,
    stdio,
  });
  await until('Ready', 60_000, () => {
    if (server.exitCode !== null) throw new Error(`The server ended with ${server.exitCode}.`);
    return readFileSync(out, 'utf8').includes('Ready: ');
  });
  token = undefined;
  token = (await ask('mutation { signIn(clerkId: "1", pin: "2468") { token } }')).data?.signIn?.token;
  return server;
}

async function services() {
  const { data: result } = await ask('{ services { key status startMode processId } }');
  return result?.services ?? [];
}

const ofService = (key) => join(data, 'rehearsal/services', `${key}.json`);
const read = (file) => JSON.parse(readFileSync(file, 'utf8'));
const cloudProcess = () => read(join(data, 'rehearsal/cloud.json')).pid;
const processes = (all) => all.flatMap(({ processId }) => processId ?? []);

function lives(pid) {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function ctrlC(server) {
  spawnSync(join(folder, 'ctrl-c.exe'), [], { stdio: 'ignore' });
  await until('the end by Ctrl+C', 20_000, () => server.exitCode !== null || server.signalCode !== null);
  return server.exitCode;
}

const PLAN = 'fingerprint checks { code outcome overridable }';

async function onboard() {
  const { onboardingPlan: plan } = (await ask(`{ onboardingPlan { ${PLAN} } }`)).data;
  await ask('mutation { requestAuthenticationCode(customerNumber: "10482213") { sentTo } }');
  const mailbox = await fetch(`http://127.0.0.1:${cloudPort}/mailbox`, {
    headers: { accept: 'application/json' },
  });
  const [, code] = /Authentication Code: (\S+)/.exec((await mailbox.json()).at(-1)?.text ?? '') ?? [];
  const overrides = plan.checks.flatMap((one) =>
    one.overridable && ['FAIL', 'UNKNOWN'].includes(one.outcome) ? [one.code] : [],
  );
  const input = { customerNumber: '10482213', authenticationCode: code, planFingerprint: plan.fingerprint };
  const begun = await ask('mutation ($input: OnboardInput!) { onboard(input: $input) { id } }', {
    input: { ...input, reason: 'Proof', overrides },
  });
  const id = begun.data?.onboard.id;
  if (id === undefined) return begun;
  return until('the onboarding', 60_000, async () => {
    const { data: result } = await ask('query ($id: ID!) { operation(id: $id) { state failure { code } } }', {
      id,
    });
    return /SUCCEEDED|FAILED|CANCELLED|ATTENTION/.test(result?.operation.state) && result.operation;
  });
}

async function rehearse() {
  mkdirSync(data, { recursive: true });
  writeFileSync(join(data, 'config.json'), JSON.stringify({ stableSeconds: 0.5, startTimeoutSeconds: 30 }));
  let server = await serve();
  check('a rehearsal is served, and a clerk signs in by the practice PIN', token !== undefined, token);
  const booted = await services();
  const isUp = ({ status, startMode }) => status === 'RUNNING' || !startMode?.startsWith('AUTOMATIC');
  check(
    'seven services are reported, the automatic ones run',
    booted.length === 7 && booted.every(isUp),
    booted,
  );
  const restarted = await ask(
    'mutation { restartService(key: "netpos", reason: "Proof") { status processId } }',
  );
  const { status, processId } = restarted.data?.restartService ?? {};
  check(
    'NetPOS is restarted as another process',
    status === 'RUNNING' && !processes(booted).includes(processId),
    restarted,
  );
  const onboarded = await onboard();
  check('an onboarding with the code from the mailbox succeeds', onboarded.state === 'SUCCEEDED', onboarded);
  const plan = await ask(`{ resyncPlan { ${PLAN} } }`);
  check('a resync is planned', plan.data?.resyncPlan.checks.length > 0, plan);

  const [before, cloud, netpos] = [await services(), cloudProcess(), read(ofService('netpos'))];
  server.kill('SIGKILL');
  await sleep(2000);
  check(
    'services and cloud outlive a server that is killed',
    [...processes(before), cloud].every(lives),
    before,
  );
  server = await serve();
  const after = await services();
  const isSame = `${processes(after)}` === `${processes(before)}` && cloudProcess() === cloud;
  check('a second start finds the same processes', isSame, [before, after]);
  const code = await ctrlC(server);
  const left = [...processes(after), cloud].filter(lives);
  check('Ctrl+C ends server, services and cloud', code === 0 && left.length === 0, [code, left]);

  // As after a power cut: a service's process number is another program's by now.
  const other = spawn(process.execPath, ['-e', 'setInterval(() => 0, 1000)'], {
    stdio: 'ignore',
    detached: true,
  });
  writeFileSync(ofService('netpos'), JSON.stringify({ ...netpos, pid: other.pid }));
  server = await serve();
  const now = (await services()).find(({ key }) => key === 'netpos');
  check(
    'a reused process number is not taken for NetPOS',
    now?.status === 'RUNNING' && now.processId !== other.pid,
    now,
  );
  await ctrlC(server);
  check('nor is its process ended with the services', lives(other.pid), other.pid);
  other.kill();
}

let code = 0;
try {
  await rehearse();
} catch (error) {
  const err = join(folder, `server${starts}.err`);
  check(
    `the rehearsal ended early: ${error.message}`,
    false,
    existsSync(err) ? readFileSync(err, 'utf8').slice(-800) : '',
  );
  code = 1;
}
process.exit(code);
