/**
 * Makes the rehearsal's database, venue.sqlite, from the seed. Its tables are in schema.ts, its rows in
 * model/seed.ts and seed-venue.ts.
 */
import { existsSync, linkSync, mkdirSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { applyFaults } from './fault-effects.js';
import type { FaultMap } from './fault-table.js';
import { readFaults } from './faults.js';
import { CLERK_GROUPS, LOCATION_GROUPS, LOCATIONS, newDatabase, SECURITY_GROUPS } from './model/seed.js';
import { rehearsalSchema } from './schema.js';
import { seedSales } from './seed-sales.js';
import { NO_BACK_OFFICE, seedProducts, TERMINALS } from './seed-venue.js';
import { venueDatabaseFile } from './venue-paths.js';

type Seed = ReturnType<typeof newDatabase>;

/**
 * The path of venue.sqlite, made first when it is absent. It appears whole or not at all: a kill in between leaves only a temporary file,
 * and of two processes that seed at once one wins. `seededAt` dates registration and sales.
 */
export function ensureVenueDatabase(dataFolder: string, seededAt: Date): string {
  const path = venueDatabaseFile(dataFolder);
  if (existsSync(path)) return path;
  mkdirSync(dataFolder, { recursive: true });
  const beside = `${path}.${process.pid}.tmp`;
  removeDatabase(beside);
  try {
    build(beside, seededAt, readFaults(dataFolder));
    linkSync(beside, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    removeDatabase(beside);
  }
  return path;
}

function build(path: string, seededAt: Date, faults: FaultMap): void {
  const database = new DatabaseSync(path);
  try {
    // Nothing is lost without a journal here: the file counts only once it is linked to its name.
    database.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN');
    database.exec(rehearsalSchema);
    const seed = newDatabase(seededAt.getTime(), true);
    seedSite(database, seed);
    seedPlaces(database);
    seedPeople(database, seed);
    seedTrade(database, seededAt, seed);
    applyFaults(database, faults);
    database.exec('COMMIT; PRAGMA synchronous = FULL; PRAGMA journal_mode = WAL');
  } finally {
    database.close();
  }
}

function seedSite(database: DatabaseSync, seed: Seed): void {
  const { customerNumber, companyName, registeredEmail, region, expiresOn, swiftposVersion, timeZone } = seed;
  const licences = seed.licences.join(',');
  insert(database, 'swiftpos_registration', [
    [customerNumber, companyName, registeredEmail, expiresOn, licences, region],
  ]);
  insert(database, 'swiftpos_global_config', [
    ['SwiftposVersion', swiftposVersion],
    ['TimeZone', timeZone],
  ]);
  insert(database, 'rehearsal_baseline', [
    ['registration.expires_on', expiresOn],
    ['registration.licences', licences],
    ['global_config.SwiftposVersion', swiftposVersion],
  ]);
}

/** IDs of the seed are text, as the control plane reads them. */
function seedPlaces(database: DatabaseSync): void {
  for (const { id, name } of LOCATION_GROUPS)
    insert(database, 'swiftpos_location_group', [[Number(id), name]]);
  for (const { id, name, locationGroupId } of LOCATIONS) {
    insert(database, 'swiftpos_location', [[Number(id), Number(locationGroupId), name]]);
    for (let till = 1; till <= (TERMINALS[id] ?? 0); till += 1)
      insert(database, 'swiftpos_terminal', [[Number(id) * 10 + till, Number(id), `${name} ${till}`]]);
  }
}

function seedPeople(database: DatabaseSync, { clerks, ticks }: Seed): void {
  for (const { id, name, locationGroupIds } of CLERK_GROUPS) {
    insert(database, 'swiftpos_clerk_group', [[Number(id), name]]);
    const sees = locationGroupIds.map((group) => [Number(id), Number(group)]);
    insert(database, 'swiftpos_clerk_group_location_group', sees);
  }
  for (const { id, name, rank } of SECURITY_GROUPS)
    insert(database, 'swiftpos_security_group', [[Number(id), name, rank]]);
  const objects = ticks.map(({ securityGroupId, permission, granted }) => [
    ...[Number(securityGroupId), permission, Number(granted), null, null, null],
  ]);
  insert(database, 'swiftpos_security_group_object', objects);
  const rows = clerks.map(({ id, name, clerkGroupId, securityGroupId }) => [
    ...[Number(id), name, Number(clerkGroupId), Number(securityGroupId)],
    ...[Number(!NO_BACK_OFFICE.includes(id)), 0],
  ]);
  insert(database, 'swiftpos_clerk', rows);
}

function seedTrade(database: DatabaseSync, seededAt: Date, { tradingPeriods }: Seed): void {
  insert(
    database,
    'swiftpos_trading_period',
    tradingPeriods.map(({ weekday, opensAt, closesAt }) => [weekday, opensAt, closesAt]),
  );
  const products = Object.entries(seedProducts).flatMap(([category, { names, sizes, from }]) =>
    names.flatMap((name, kind) =>
      sizes.map((size, step) => ({
        name: `${name} ${size}`,
        category,
        price: from + kind * 60 + step * 350,
      })),
    ),
  );
  insert(
    database,
    'swiftpos_product',
    products.map((product, index) => [index + 1, product.name, product.category, product.price]),
  );
  const sales = seedSales(seededAt, products.length);
  insert(
    database,
    'swiftpos_sale',
    sales.map((sale, index) => {
      const total = sale.quantity * (products[sale.productId - 1]?.price ?? 0);
      const { soldAt, locationId, terminalId, clerkId, productId, quantity } = sale;
      return [index + 1, soldAt, locationId, terminalId, clerkId, productId, quantity, total];
    }),
  );
}

/** Table names come from this file only. */
function insert(database: DatabaseSync, table: string, rows: (string | number | null)[][]): void {
  const marks = rows[0]?.map(() => '?').join(', ');
  const statement = database.prepare(`INSERT INTO ${table} VALUES (${marks})`);
  for (const row of rows) statement.run(...row);
}

function removeDatabase(path: string): void {
  for (const end of ['', '-wal', '-shm', '-journal']) rmSync(path + end, { force: true });
}
