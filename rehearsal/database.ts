/** Makes the rehearsal's database, venue.sqlite, from the seed. Its tables are in rehearsal/schema.ts, its rows in seed-venue.ts. */
import { existsSync, linkSync, mkdirSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { applyFaults } from './fault-effects.js';
import type { FaultMap } from './fault-table.js';
import { readFaults } from './faults.js';
import { newDatabase } from './model/seed.js';
import { rehearsalSchema } from './schema.js';
import { seedSales } from './seed-sales.js';
import {
  seedClerkGroups,
  seedClerks,
  seedLocationGroups,
  seedPermissions,
  seedProducts,
  seedSecurityGroups,
  seedVenue,
} from './seed-venue.js';
import { venueDatabaseFile } from './venue-paths.js';

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
    seedSite(database, seededAt);
    seedPlaces(database);
    seedPeople(database);
    seedTrade(database, seededAt);
    applyFaults(database, faults);
    database.exec('COMMIT; PRAGMA synchronous = FULL; PRAGMA journal_mode = WAL');
  } finally {
    database.close();
  }
}

function seedSite(database: DatabaseSync, seededAt: Date): void {
  const { customerNumber, companyName, registeredEmail, region } = seedVenue;
  const { expiresOn } = newDatabase(seededAt.getTime(), true);
  const licences = seedVenue.licences.join(',');
  insert(database, 'swiftpos_registration', [
    [customerNumber, companyName, registeredEmail, expiresOn, licences, region],
  ]);
  insert(database, 'swiftpos_global_config', [
    ['SwiftposVersion', seedVenue.swiftposVersion],
    ['TimeZone', seedVenue.timeZone],
  ]);
  insert(database, 'rehearsal_baseline', [
    ['registration.expires_on', expiresOn],
    ['registration.licences', licences],
    ['global_config.SwiftposVersion', seedVenue.swiftposVersion],
  ]);
}

function seedPlaces(database: DatabaseSync): void {
  for (const group of seedLocationGroups) {
    insert(database, 'swiftpos_location_group', [[group.id, group.name]]);
    for (const location of group.locations) {
      insert(database, 'swiftpos_location', [[location.id, group.id, location.name]]);
      for (let till = 1; till <= location.terminals; till += 1) {
        insert(database, 'swiftpos_terminal', [
          [location.id * 10 + till, location.id, `${location.name} ${till}`],
        ]);
      }
    }
  }
}

function seedPeople(database: DatabaseSync): void {
  for (const group of seedClerkGroups) {
    insert(database, 'swiftpos_clerk_group', [[group.id, group.name]]);
    insert(
      database,
      'swiftpos_clerk_group_location_group',
      group.locationGroups.map((id) => [group.id, id]),
    );
  }
  for (const group of seedSecurityGroups) {
    insert(database, 'swiftpos_security_group', [[group.id, group.name, group.rank]]);
    insert(
      database,
      'swiftpos_security_group_object',
      seedPermissions.map((name) => [group.id, name, Number(group.granted.includes(name)), null, null, null]),
    );
  }
  insert(
    database,
    'swiftpos_clerk',
    seedClerks.map((clerk) => [
      clerk.id,
      clerk.name,
      clerk.clerkGroup,
      clerk.securityGroup,
      clerk.backOffice,
      0,
    ]),
  );
}

function seedTrade(database: DatabaseSync, seededAt: Date): void {
  const weekdays = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];
  insert(
    database,
    'swiftpos_trading_period',
    weekdays.map((weekday) => [weekday, seedVenue.opensAt, seedVenue.closesAt]),
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
