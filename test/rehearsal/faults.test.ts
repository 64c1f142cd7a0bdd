import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ensureVenueDatabase } from '../../rehearsal/database.js';
import { faultTable } from '../../rehearsal/fault-table.js';
import {
  checkFaults,
  describeFaults,
  parseFaultArgument,
  readFaults,
  setFaults,
} from '../../rehearsal/faults.js';
import { faultOf } from '../../rehearsal/model/windows/services.js';
import { folderOfTest } from '../fixtures/folder-of-test.js';

const folder = folderOfTest();

describe('the table of faults', () => {
  const pairs = faultTable.flatMap((fault) => Object.keys(fault.values).map((value) => [fault.name, value]));

  it('has every fault that the rehearsal promises', () => {
    expect(faultTable.map((fault) => fault.name)).toEqual(
      'cloud redeem registration licence package sync link elevation swiftpos database service monitor'.split(
        ' ',
      ),
    );
    expect(pairs).toHaveLength(39);
  });

  it.each(pairs)('allows %s=%s', (name = '', value = '') => {
    const concrete = value.replace('KEY', 'netpos');
    expect(parseFaultArgument([`${name}=${concrete}`])).toEqual({ [name]: concrete });
    expect(parseFaultArgument(['', name, concrete])).toEqual({ [name]: concrete });
  });
});

describe('the command line of rehearse', () => {
  it('takes several faults, and a name alone when it has one value', () => {
    expect(parseFaultArgument(['redeem=used', 'link', 'down', 'elevation'])).toEqual({
      redeem: 'used',
      link: 'down',
      elevation: 'missing',
    });
    expect(parseFaultArgument(['elevation', 'cloud=slow'])).toEqual({ elevation: 'missing', cloud: 'slow' });
    expect(parseFaultArgument(['none'])).toEqual({});
  });

  it.each([
    ['', /Name a fault, or "none".*cloud, redeem/],
    ['gateway-client:crashes', /Did you mean service=gateway-client:crashes\?/],
    ['gremlin=big', /no fault "gremlin".*Known faults: cloud, redeem, registration/],
    ['redeem=maybe', /no value "maybe".*timeout-before-commit/],
    ['redeem', /no value "".*timeout-before-commit/],
    ['service=crashes', /KEY:crashes.*KEY is one of: sales-processing/],
    ['service=KEY:crashes', /KEY is one of/],
    ['service=toaster:crashes', /KEY is one of/],
    ['redeem=used redeem=expired', /named twice/],
    ['__proto__=x', /no fault "__proto__"/],
  ])('refuses "%s" and says what is known', (words, message) => {
    expect(() => parseFaultArgument(words.split(' '))).toThrow(message);
  });
});

describe('the help', () => {
  it('has a line for every value with what happens, and the service keys', () => {
    const lines = describeFaults().split('\n');
    expect(lines).toHaveLength(40);
    expect(lines).toContainEqual(
      expect.stringMatching(/^ {2}redeem=timeout-after-commit {2,}the code is redeemed, then no response/),
    );
    expect(lines.at(-1)).toContain('gateway-client, cloud-sync');
  });
});

describe('the file of faults', () => {
  it('is no fault when absent, unreadable or unknown', () => {
    expect(readFaults(folder())).toEqual({});
    setFaults(folder(), { link: 'down' });
    writeFileSync(folder('rehearsal/faults.json'), '{"link":');
    expect(readFaults(folder())).toEqual({});
    writeFileSync(folder('rehearsal/faults.json'), '{"link":"down","gremlin":"x","cloud":7}');
    expect(readFaults(folder())).toEqual({ link: 'down' });
  });

  it('is read again when it was replaced by one of the same size', () => {
    setFaults(folder(), { redeem: 'used' });
    const first = readFaults(folder());
    expect(readFaults(folder())).toBe(first);
    for (let round = 0; round < 20; round += 1) {
      setFaults(folder(), { cloud: 'slow' });
      expect(readFaults(folder())).toEqual({ cloud: 'slow' });
      setFaults(folder(), { cloud: 'down' });
      expect(readFaults(folder())).toEqual({ cloud: 'down' });
    }
  });

  it('stays as it was when a map is refused', () => {
    setFaults(folder(), { redeem: 'used' });
    expect(() => setFaults(folder(), { redeem: 'used', link: 'gone' })).toThrow(/down, old-server-connected/);
    expect(() => setFaults(folder(), ['redeem'])).toThrow(/one flat object/);
    expect(() => checkFaults({ redeem: 7 })).toThrow(/no value "7"/);
    expect(readFaults(folder())).toEqual({ redeem: 'used' });
  });

  it('gives one service its own fault only', () => {
    expect(faultOf({ faults: { service: 'netpos:crashes' } }, 'netpos')).toBe('crashes');
    expect(faultOf({ faults: { service: 'netpos:crashes' } }, 'connect')).toBeUndefined();
    expect(faultOf({ faults: {} }, 'netpos')).toBeUndefined();
  });
});

describe('faults of the practice database', () => {
  const seeded = mkdtempSync(join(tmpdir(), 'rehearsal-faults-'));
  let database: DatabaseSync;
  beforeAll(() => {
    ensureVenueDatabase(seeded, new Date());
  });
  afterAll(() => rmSync(seeded, { recursive: true, force: true }));
  beforeEach(() => {
    copyFileSync(join(seeded, 'venue.sqlite'), folder('venue.sqlite'));
    database = new DatabaseSync(folder('venue.sqlite'));
  });
  afterEach(() => database.close());
  const read = (sql: string) => Object.values(database.prepare(sql).get() ?? {})[0];

  it.each([
    ['registration', 'expired', "SELECT expires_on < date('now') FROM swiftpos_registration", 1, 0],
    [
      'registration',
      'expiring',
      "SELECT expires_on = date('now', '+14 days') FROM swiftpos_registration",
      1,
      0,
    ],
    ['licence', 'no-cloud-sync', "SELECT licences LIKE '%CLOUD_SYNC%' FROM swiftpos_registration", 0, 1],
    [
      'swiftpos',
      'too-old',
      "SELECT value FROM swiftpos_global_config WHERE name = 'SwiftposVersion'",
      '10.36.0',
      '10.58.0',
    ],
    [
      'swiftpos',
      'version-mismatch',
      "SELECT value FROM swiftpos_global_config WHERE name = 'SwiftposVersion'",
      '10.57.0',
      '10.58.0',
    ],
    ['database', 'reindexing', 'SELECT count(*) FROM swiftpos_database_operation', 1, 0],
  ])('%s=%s shows at once, twice the same, and goes with the fault', (name, value, sql, then, before) => {
    expect(read(sql)).toBe(before);
    setFaults(folder(), { [name]: value });
    setFaults(folder(), { [name]: value });
    expect(read(sql)).toBe(then);
    setFaults(folder(), {});
    expect(read(sql)).toBe(before);
  });

  it('database=full fails what grows, for every process, and lets it grow again afterwards', () => {
    const grow = () =>
      database.exec(
        "INSERT INTO swiftpos_sync_message (created_at, table_name, row_key, operation) VALUES ('x', 'Sale', '1', 'INSERT')",
      );
    const grant = () => database.exec('UPDATE swiftpos_security_group_object SET granted = 1');
    setFaults(folder(), { database: 'full' });
    setFaults(folder(), { database: 'full', link: 'down' });
    expect(grow).toThrow('database or disk is full');
    expect(grant).toThrow('database or disk is full');
    expect(read('SELECT count(*) FROM swiftpos_sale')).toBe(52_000);
    setFaults(folder(), {});
    grow();
    grant();
  });

  it('says so when the database stays busy, and the map is set all the same', () => {
    database.exec('BEGIN IMMEDIATE');
    expect(() => setFaults(folder(), { registration: 'expired' })).toThrow(
      /set, but the rehearsal database was busy/,
    );
    database.exec('ROLLBACK');
    expect(readFaults(folder())).toEqual({ registration: 'expired' });
  });

  it('a database that is made while a fault is set has it', () => {
    database.close();
    rmSync(folder('venue.sqlite'));
    setFaults(folder(), { database: 'reindexing' });
    database = new DatabaseSync(ensureVenueDatabase(folder(), new Date()));
    expect(read('SELECT kind FROM swiftpos_database_operation')).toBe('REINDEX');
  });
});
