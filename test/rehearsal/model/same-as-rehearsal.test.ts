/** The model begins as the rehearsal does, knows its faults, and answers what the domain reads. */
import { readFileSync } from 'node:fs';
import { ensureVenueDatabase } from '../../../rehearsal/database.js';
import { faultTable } from '../../../rehearsal/fault-table.js';
import * as rows from '../../../rehearsal/model/rows.js';
import { SCRIPTS } from '../../../rehearsal/model/scripts.js';
import { consumersOf } from '../../../rehearsal/model/truth.js';
import { createVenueModel, dueAt, type VenueModel } from '../../../rehearsal/model/venue-model.js';
import type { ScriptRunner } from '../../../src/domain/ports/script-runner.js';
import { ALL_PERMISSIONS } from '../../../src/domain/types/permissions.js';
import { CONSUMERS } from '../../../src/domain/types/services.js';
import { testAccess } from '../../../src/domain/venue/account-access.js';
import { getCloudVenue } from '../../../src/domain/venue/cloud.js';
import { VenueEventLog } from '../../../src/domain/venue/event-log.js';
import { getVenueHost } from '../../../src/domain/venue/host.js';
import { projectFiles } from '../../architecture/project-files.js';
import { openVenue, temporaryFolder } from '../../storage/engines.js';
import { AT, pass, run, VENUE } from './run.js';

/** With the values as they leave PowerShell. */
function runnerOf(model: VenueModel): ScriptRunner {
  return {
    run: async ({ script, parameters = {} }) => ({
      output: JSON.parse(JSON.stringify(run(model, script, { ...parameters }))),
      observedAt: new Date(model.at),
    }),
    describe: ({ script }) => script,
  };
}

const files = projectFiles();

describe('the model', () => {
  it('has every catalogue script that the domain calls, and no other', () => {
    const catalogue = Object.keys(JSON.parse(readFileSync('scripts/operations/Catalogue.json', 'utf8')));
    const domain = files.filter(({ path }) => path.startsWith('src/domain/'));
    const called = catalogue.filter((name) => domain.some(({ text }) => text.includes(`'${name}'`)));
    expect(called.length).toBeGreaterThan(25);
    const others = ['Initialize-VenueHost', 'Test-GatewayPlace'];
    expect(Object.keys(SCRIPTS).sort()).toEqual([...called, ...others].sort());
  });

  it('knows each fault of the rehearsal by its name and value', () => {
    const texts = files.filter(({ path }) => path.startsWith('rehearsal/model/'));
    const has = (word: string) =>
      texts.some(({ text }) => text.includes(`'${word}'`) || text.includes(`${word}:`));
    const wanted = faultTable.flatMap(({ name, values }) => [name, ...Object.keys(values)]);
    const unknown = wanted.filter((word) => !has(word.replace('KEY:', '')));
    // The model names the faults under which the cloud still does what it is asked; this is none of them.
    expect(unknown).toEqual(['error-500']);
  });

  it('answers what the domain reads', async () => {
    const model = createVenueModel({ at: AT, connected: 'synced' });
    pass(model, 60_000);
    const runner = runnerOf(model);
    expect(await getVenueHost(runner)).toEqual({
      machineId: model.machine.id,
      elevated: true,
      swiftposVersion: '10.58.0',
      webServer: 'Running',
      dailyRestartAt: '05:00',
      plannedStops: [],
      notStarted: [],
    });
    const cloud = await getCloudVenue(runner, VENUE.CustomerNumber);
    expect(cloud.connection).toMatchObject({ state: 'connected', machineId: model.machine.id });
    expect(cloud.sync.job).toMatchObject({ kind: 'FIRST', state: 'COMPLETED' });
    expect(await testAccess(runner)).toHaveLength(2);
    const page = await new VenueEventLog(runner).page({ first: 1 });
    expect(page).toMatchObject({
      entries: [{ recordId: '3', service: 'cloud-sync' }],
      hasNextPage: true,
    });
  });

  it('has the consumers of the domain', () => {
    const names = consumersOf(createVenueModel({ at: AT })).map(({ name }) => name);
    expect(names.sort()).toEqual(CONSUMERS.map(({ name }) => name).sort());
  });

  it('is plain data, the same for the same seed', () => {
    const [one, other] = [1, 1].map((seed) => createVenueModel({ at: AT, seed, connected: 'synced' }));
    if (!one || !other) throw new Error('There are two.');
    for (const each of [one, other]) each.till.sellsEveryMs = 60_000;
    pass(one, 86_400_000);
    const copy = structuredClone(JSON.parse(JSON.stringify(other)) as VenueModel);
    for (let hour = 0; hour < 24; hour += 1) pass(copy, 3_600_000);
    expect(copy).toEqual(one);
    expect(dueAt(copy)).toBe(dueAt(one));
    expect(createVenueModel({ at: AT, seed: 2 }).machine.id).not.toBe(one.machine.id);
  });
});

/** A standing is a set of permissions. */
const sorted = (standings: readonly { permissions: readonly string[] }[]) =>
  standings.map((standing) => ({ ...standing, permissions: [...standing.permissions].sort() }));

describe("the venue's database", () => {
  const model = createVenueModel({ at: AT });
  const folder = temporaryFolder();
  let real: Awaited<ReturnType<typeof openVenue>>;
  beforeAll(async () => {
    real = await openVenue(ensureVenueDatabase(folder.path, new Date(AT)), { now: () => new Date(AT) });
  });
  afterAll(async () => {
    await real.close();
    folder.remove();
  });
  const ids = ['1', '2', '3', '4', '5'];
  const now = new Date(AT);

  it('answers what the rehearsal answers of the venue', async () => {
    const { venue } = real;
    expect(rows.registration(model)).toEqual(await venue.registration());
    expect(rows.locationGroups(model)).toEqual(await venue.locationGroups());
    expect(rows.locations(model)).toEqual(await venue.locations());
    expect(rows.locations(model, ['2'])).toEqual(await venue.locations(['2']));
    expect(rows.tradingPeriods(model)).toEqual(await venue.tradingPeriods());
    expect(rows.databaseOperations(model)).toEqual(await venue.databaseOperations());
    expect(rows.syncBacklog(model)).toEqual(await venue.syncBacklog());
    expect(rows.syncExceptions(model)).toEqual(await venue.syncExceptions(undefined));
    expect(rows.syncTableCounts(model)).toEqual(await venue.syncTableCounts());
  });

  it('answers what the rehearsal answers of its clerks', async () => {
    const { clerks } = real;
    expect(rows.clerks(model)).toEqual(await clerks.clerks());
    expect(sorted(rows.standings(model, ids, now))).toEqual(sorted(await clerks.standings(ids)));
    expect(rows.clerksOfClerkGroups(model, ['0', '2'])).toEqual(await clerks.clerksOfClerkGroups(['0', '2']));
    expect(rows.clerksOfSecurityGroups(model, ['2'])).toEqual(await clerks.clerksOfSecurityGroups(['2']));
    expect(rows.clerkGroups(model)).toEqual(await clerks.clerkGroups());
    expect(rows.locationGroupIdsOf(model, ['0', '1'])).toEqual(await clerks.locationGroupIdsOf(['0', '1']));
    expect(rows.securityGroups(model)).toEqual(await clerks.securityGroups());
    expect(rows.ticks(model, ['1', '3'], now)).toEqual(await clerks.ticks(['1', '3']));
  });

  it('grants and revokes as the rehearsal does', async () => {
    const [permission] = ALL_PERMISSIONS;
    if (!permission) throw new Error('There are permissions.');
    const tick = { securityGroupId: '3', permission, byName: 'Morgan Reyes', at: now };
    const expiresAt = new Date(AT + 1000);
    const compare = async () => {
      expect(rows.ticks(model, ['3'], now)).toEqual(await real.clerks.ticks(['3']));
      expect(sorted(rows.standings(model, ids, now))).toEqual(sorted(await real.clerks.standings(ids)));
    };
    rows.grant(model, { ...tick, expiresAt });
    await real.clerks.grant({ ...tick, expiresAt });
    await compare();
    expect(rows.standings(model, ['3'], expiresAt)).toMatchObject([{ permissions: [] }]);
    rows.revoke(model, tick);
    await real.clerks.revoke(tick);
    await compare();
  });
});
