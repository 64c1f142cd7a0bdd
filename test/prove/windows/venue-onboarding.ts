/** A real venue is onboarded: plan, code, operation, Cloud Sync from its package by the real msiexec, the first sync to its end. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { onboard, planOnboarding, requestCode } from '../../venue/requests.js';
import { type PlayedLink, placedCredential } from './played-link.js';
import type { Check, ServedVenue } from './served-venue.js';
import { CUSTOMER, PIN, proofFolder, SECOND_PIN } from './venue-fixture.js';
import { venueFolder } from './wine.js';

export async function onboardVenue(venue: ServedVenue, link: PlayedLink, check: Check): Promise<void> {
  await venue.ready();
  check('it is served: init, set-pin, Ready', true, '');
  const known = await venue.signIn('2', '1357');
  check('no practice PIN opens it', known.errors[0]?.extensions.code === 'SIGN_IN_FAILED', known);
  await venue.signIn('2', SECOND_PIN);
  await venue.signIn('1', PIN);
  const result = await venue.ask('{ venue { customerNumber rehearsal } services { key status } }');
  const status = Object.fromEntries(
    (result.data?.services ?? []).map((one: { key: string; status: string }) => [one.key, one.status]),
  );
  check(
    'data comes from SQL Server, and it is no rehearsal',
    result.data?.venue.customerNumber === CUSTOMER && result.data.venue.rehearsal === false,
    result,
  );
  check(
    'seven services are as the Service Control Manager has them',
    status['connect'] === 'RUNNING' &&
      status['gateway-client'] === 'STOPPED' &&
      status['cloud-sync'] === 'NOT_INSTALLED',
    result,
  );
  const started = await venue.ask(
    'mutation { startService(key: "gateway-client", reason: "Proof") { status } }',
  );
  check('Gateway Client is started, without a credential', started.errors.length === 0, started);
  await venue.until(
    'it runs',
    60_000,
    async () => (await venue.service('gateway-client'))['status'] === 'RUNNING',
  );
  const { processId: first } = await venue.service('gateway-client');
  const plan = await planOnboarding(venue);
  check('the plan is FIRST_TIME', plan.case === 'FIRST_TIME', plan);
  const code = await requestCode(venue);
  check('a code is requested over TLS with its own authority', code !== '', code.length);
  const begun = await onboard(venue, plan, code);
  check('the onboarding begins', begun.data?.onboard !== undefined, [begun, plan.checks]);
  const ended = await venue.ended(begun.data.onboard.id);
  check('it succeeds', ended.state === 'SUCCEEDED', ended);
  checkHandOver(check);
  await checkCloudSync(venue, check);
  const gateway = await venue.service('gateway-client');
  check(
    'Gateway Client runs and starts automatically',
    gateway['status'] === 'RUNNING' && gateway['startMode'] === 'AUTOMATIC',
    gateway,
  );
  const isReported = ended.events.some(({ message }) => message.startsWith('Restarting Gateway Client'));
  check(
    'it was restarted, as it reads its credential when it starts, and that was reported',
    isReported && first !== gateway['processId'],
    [first, gateway, ended.events.map(({ message }) => message)],
  );
  const ledger = (await (await fetch(`${venue.cloudUrl}/ledger`)).json()) as {
    redemptions: { outcome: string }[];
  };
  const redeemed = ledger.redemptions.filter(({ outcome }) => outcome === 'redeemed').length;
  check('the code was redeemed once', redeemed === 1, ledger.redemptions);
  check('Cloud Sync sends as soon as it runs', link.syncStarts >= 1, link.syncStarts);
}

function checkHandOver(check: Check): void {
  const handed = placedCredential() ?? '';
  check('Gateway Client was handed its credential, in its own file', handed.length >= 8, handed.length);
  const kept = readFileSync(join(proofFolder, 'data', 'credentials', 'gateway.json'), 'utf8');
  check('ours is encrypted by DPAPI', handed !== '' && !kept.includes(handed), kept.length);
}

async function checkCloudSync(venue: ServedVenue, check: Check): Promise<void> {
  const sha256 = (file: string) =>
    existsSync(file) ? createHash('sha256').update(readFileSync(file)).digest('hex') : 'none';
  const made = sha256(join(venueFolder, 'test', 'fixtures', 'windows', 'package.msi'));
  const data = join(proofFolder, 'data');
  const came = sha256(join(data, 'packages', 'cloud-sync-10.58.0.pkg'));
  check('the package came over TLS, byte for byte', came === made, [came, made]);
  const log = join(data, 'logs', 'msi-install.log');
  check('msiexec was run for it, and left its log', existsSync(log), log);
  const sync = await venue.service('cloud-sync');
  check(
    'Cloud Sync is installed, runs and starts automatically',
    sync['installed'] === true && sync['status'] === 'RUNNING' && sync['startMode'] === 'AUTOMATIC',
    sync,
  );
}
