/** A real venue sends everything again: evidence first, a plan that cuts into trading, a second person, all rows, and Services Monitor back. */
import { DatabaseSync } from 'node:sqlite';
import { type Checked, planResync, resync } from '../../venue/requests.js';
import type { Check, ServedVenue } from './served-venue.js';
import { PIN, SECOND_PIN } from './venue-fixture.js';

export async function resyncVenue(venue: ServedVenue, database: string, check: Check): Promise<void> {
  await venue.signIn('1', PIN);
  let plan = await planResync(venue);
  await venue.until('the first sync is over', 120_000, async () => {
    plan = await planResync(venue);
    return outcomeOf(plan, 'FIRST_SYNC_RUNNING') === 'PASS';
  });
  check('its first sync came to its end', true, '');
  check(
    'without evidence the plan says that a resync fixes nothing',
    outcomeOf(plan, 'SYNC_IS_CAUSE') === 'FAIL',
    plan,
  );
  failToSync(database);
  const { data } = await venue.ask('{ syncDiagnosis { cause resyncJustified } }');
  check('rows in SyncException, read over TDS, are the evidence', data?.syncDiagnosis?.resyncJustified, data);
  const monitor = await venue.ask(
    'mutation { startService(key: "services-monitor", reason: "Proof") { status } }',
  );
  check('Services Monitor is started by the API', monitor.errors.length === 0, monitor);
  await venue.until(
    'Services Monitor runs',
    60_000,
    async () => (await venue.service('services-monitor'))['status'] === 'RUNNING',
  );
  plan = await planResync(venue);
  check(
    'the plan is justified, and cuts into trading',
    outcomeOf(plan, 'SYNC_IS_CAUSE') === 'PASS' && outcomeOf(plan, 'TRADING_HOURS') === 'FAIL',
    plan,
  );
  const refused = await resync(venue, plan, { overrides: [] });
  check(
    'it is refused where no one takes that on',
    refused.errors[0]?.extensions.code === 'PLAN_NOT_READY',
    refused,
  );
  const begun = await resync(venue, plan);
  check('it waits for a second person', begun.data?.resync?.state === 'AWAITING_APPROVAL', begun);
  await approve(venue, begun.data.resync.id, check);
  const ended = await venue.ended(begun.data.resync.id);
  check('it succeeds, its counts compared table by table', ended.state === 'SUCCEEDED', ended);
  const said = ended.events.map(({ message }) => message).join('\n');
  check('its progress was reported in rows', /[\d,]+ of [\d,]+ rows sent/.test(said), said.slice(-600));
  const ledger = (await (await fetch(`${venue.cloudUrl}/ledger`)).json()) as { syncJobs?: unknown };
  const runs = await venue.service('services-monitor');
  check('Services Monitor was held meanwhile, and runs again', runs['status'] === 'RUNNING', [runs, ledger]);
  const after = await venue.ask('{ syncDiagnosis { cause } }');
  check('nothing is failing any more', after.data?.syncDiagnosis?.cause !== 'DATA_SYNC_FAILING', after);
}

async function approve(venue: ServedVenue, id: string, check: Check): Promise<void> {
  const yes = `mutation { approveOperation(id: "${id}", reason: "Agreed by telephone") { state } }`;
  const own = await venue.ask(yes);
  check('not the requester', own.errors[0]?.extensions.code === 'SECOND_PERSON_NEEDED', own);
  const grant =
    'mutation { grantPermission(input: { securityGroupId: "2", permission: CLOUD_CONNECTIVITY_ONBOARD, reason: "Proof" }) { id } }';
  const granted = await venue.ask(grant);
  check(
    'the permission is set for the second, through the procedure of the venue',
    granted.data?.grantPermission?.id === '2',
    granted,
  );
  await venue.signIn('2', SECOND_PIN);
  const approved = await venue.ask(yes);
  check('another clerk who holds the permission agrees', approved.errors.length === 0, approved);
  await venue.signIn('1', PIN);
}

function outcomeOf({ checks }: Checked, code: string): string | undefined {
  return checks.find((one) => one.code === code)?.outcome;
}

/** As Cloud Sync books a row that it can't send. */
function failToSync(database: string): void {
  const file = new DatabaseSync(database, { timeout: 10_000 });
  const add = file.prepare(
    'INSERT INTO swiftpos_sync_exception (raised_at, table_name, row_key, message) VALUES (?, ?, ?, ?)',
  );
  for (let row = 1; row <= 40; row += 1)
    add.run(new Date().toISOString(), 'sale', `${row}`, 'the row could not be converted');
  file.close();
}
