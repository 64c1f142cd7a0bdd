/**
 * The whole main job at a real venue: the built server as a win32 process, its data on SQL Server's protocol, the cloud behind TLS with an
 * authority of its own, real Windows services. Gateway Client's part, a heartbeat with the credential that it was handed, is played here.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../venue/free-port.js';
import { CUSTOMER, proofFolder as folder, makeVenueWorld, onWindows, PIN } from './windows/venue-world.js';
import { inPowerShell } from './windows/wine.js';

const RUN_MS = 480_000;

export interface VenueProof {
  readonly held: readonly string[];
  readonly untrue: readonly string[];
}

/** After layOut, as the server's Node and the proof's services lie there. */
export async function proveVenue(): Promise<VenueProof> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'data'), { recursive: true });
  const home = mkdtempSync(join('/var/tmp', 'venue-proof-'));
  const world = await makeVenueWorld(home);
  const port = await freePort();
  const run = inPowerShell(
    'test\\prove\\windows\\ServeVenue.ps1',
    ['-Folder', onWindows, '-Port', `${port}`],
    RUN_MS,
  );
  let isOver = false;
  void run.then(() => {
    isOver = true;
  });
  const held: string[] = [];
  const untrue: string[] = [];
  const check = (what: string, holds: boolean, got: unknown) => {
    if (holds) held.push(what);
    else untrue.push(`${what}: ${JSON.stringify(got)}`.slice(0, 600));
  };
  try {
    await job(port, world.cloudUrl, check, () => isOver);
  } catch (error) {
    const told = ['init.log', 'pin.log', 'server.out', 'server.err'].map((name) => {
      const file = join(folder, name);
      return existsSync(file) ? `${name}: ${readFileSync(file, 'utf8').slice(-600)}` : `${name}: none`;
    });
    untrue.push(`the job ended early: ${String(error)}\n${told.join('\n')}`);
  } finally {
    writeFileSync(join(folder, 'stop'), '');
  }
  const { output } = await run;
  const [, json] = /^VENUE (.+)$/m.exec(output) ?? [];
  const ended = json === undefined ? {} : (JSON.parse(json) as Record<string, number>);
  check('init and set-pin end with 0', ended['Init'] === 0 && ended['Pin'] === 0, ended);
  check('hosts run, and none 3 s after a kill', Number(ended['Hosts']) > 0 && ended['Left'] === 0, [
    ended,
    output.slice(-400),
  ]);
  await world.stop();
  rmSync(home, { recursive: true, force: true });
  return { held, untrue };
}

type Check = (what: string, holds: boolean, got: unknown) => void;

async function job(port: number, cloudUrl: string, check: Check, isOver: () => boolean): Promise<void> {
  let token: string | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: whoever asked reads what it asked for
  const ask = async (query: string, variables: object = {}): Promise<any> => {
    const answer = await fetch(`http://127.0.0.1:${port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(60_000),
    });
    return answer.json();
  };
  await until('the server is ready', 240_000, async () => {
    const file = join(folder, 'server.out');
    if (isOver()) throw new Error('Its process has ended.');
    return existsSync(file) && readFileSync(file, 'utf8').includes('Ready: ');
  });
  check('it is served: init, set-pin, Ready', true, '');
  const known = await ask('mutation { signIn(clerkId: "2", pin: "1357") { token } }');
  check('no practice PIN opens it', known.errors?.[0]?.extensions.code === 'SIGN_IN_FAILED', known);
  token = (await ask(`mutation { signIn(clerkId: "1", pin: "${PIN}") { token } }`)).data.signIn.token;
  const venue = await ask('{ venue { customerNumber rehearsal } services { key status } }');
  const status = Object.fromEntries(
    (venue.data?.services ?? []).map((one: { key: string; status: string }) => [one.key, one.status]),
  );
  check(
    'data comes from SQL Server, and it is no rehearsal',
    venue.data?.venue.customerNumber === CUSTOMER && venue.data.venue.rehearsal === false,
    venue,
  );
  check(
    'seven services are as the Service Control Manager has them',
    status['connect'] === 'RUNNING' &&
      status['gateway-client'] === 'STOPPED' &&
      status['cloud-sync'] === 'NOT_INSTALLED',
    venue,
  );
  const plan = await ask(
    '{ onboardingPlan { case fingerprint ready checks { code outcome overridable detail } } }',
  );
  check('the plan is FIRST_TIME', plan.data?.onboardingPlan?.case === 'FIRST_TIME', plan);
  const requested = await ask(
    `mutation { requestAuthenticationCode(customerNumber: "${CUSTOMER}") { sentTo } }`,
  );
  check('a code is requested over TLS with its own authority', requested.errors === undefined, requested);
  const mails = (await (
    await fetch(`${cloudUrl}/mailbox`, { headers: { accept: 'application/json' } })
  ).json()) as { text: string }[];
  const code = /Authentication Code: (\S+)/.exec(mails.at(-1)?.text ?? '')?.[1];
  const { fingerprint, checks } = plan.data.onboardingPlan as {
    fingerprint: string;
    checks: { code: string; outcome: string; overridable: boolean }[];
  };
  const overrides = checks
    .filter((one) => one.overridable && ['FAIL', 'UNKNOWN'].includes(one.outcome))
    .map((one) => one.code);
  const input = {
    customerNumber: CUSTOMER,
    authenticationCode: code,
    planFingerprint: fingerprint,
    reason: 'Proof',
    overrides,
  };
  const begun = await ask('mutation ($input: OnboardInput!) { onboard(input: $input) { id } }', { input });
  check('the onboarding begins', begun.data?.onboard !== undefined, [begun, checks]);
  const beating = beatAsGateway(cloudUrl);
  try {
    const { id } = begun.data.onboard;
    // biome-ignore lint/suspicious/noExplicitAny: as above
    let told: any;
    await until('the operation ends', 200_000, async () => {
      told = (
        await ask(
          'query ($id: ID!) { operation(id: $id) { state summary failure { code message restored notRestored } steps { name state } } }',
          { id },
        )
      ).data?.operation;
      return ['SUCCEEDED', 'FAILED', 'CANCELLED', 'NEEDS_ATTENTION'].includes(told?.state);
    });
    check('it succeeds', told.state === 'SUCCEEDED', told);
  } finally {
    beating.stop();
  }
  const placed = join(folder, 'gateway', 'client.json');
  check(
    'Gateway Client was handed its credential, in its own file',
    /"token": "[^"]{8,}"/.test(readFileSync(placed, 'utf8')),
    readFileSync(placed, 'utf8').length,
  );
  const kept = readFileSync(join(folder, 'data', 'credentials', 'gateway.json'), 'utf8');
  const handed = /"token": "([^"]+)"/.exec(readFileSync(placed, 'utf8'))?.[1] ?? '-';
  check('ours is encrypted by DPAPI', !kept.includes(handed), kept.length);
  const after = await ask('{ services { key status startMode } }');
  const gateway = after.data?.services.find((one: { key: string }) => one.key === 'gateway-client');
  check(
    'Gateway Client runs and starts by itself',
    gateway?.status === 'RUNNING' && gateway.startMode === 'AUTOMATIC',
    after,
  );
  const ledger = (await (await fetch(`${cloudUrl}/ledger`)).json()) as { redemptions: { outcome: string }[] };
  check(
    'the code was redeemed once',
    ledger.redemptions.filter(({ outcome }) => outcome === 'redeemed').length === 1,
    ledger.redemptions,
  );
  const stopped = await ask('mutation { stopService(key: "connect", reason: "Proof") { status } }');
  check('a service is stopped by the API', stopped.errors === undefined, stopped);
}

async function until(what: string, ms: number, holds: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + ms; !(await holds()); await sleep(500)) {
    if (Date.now() > deadline) throw new Error(`Not within ${ms / 1000} s: ${what}`);
  }
}

/** As soon as there is a credential in the file that it reads. */
function beatAsGateway(cloudUrl: string): { stop(): void } {
  const timer = setInterval(() => {
    const credential = /"token": "([^"]+)"/.exec(
      readFileSync(join(folder, 'gateway', 'client.json'), 'utf8'),
    )?.[1];
    if (!credential) return;
    void fetch(`${cloudUrl}/v1/venues/${CUSTOMER}/heartbeats`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${credential}` },
      body: JSON.stringify({
        machineId: '4c4c4544-0042-3510-8052-b4c04f4d5931',
        swiftposVersion: 'Unknown',
        service: 'gateway-client',
        processId: 1,
      }),
    }).catch(() => undefined);
  }, 500);
  return { stop: () => clearInterval(timer) };
}
