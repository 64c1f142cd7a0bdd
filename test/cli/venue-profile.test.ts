import {
  checkProfile,
  readProfile,
  templateProfile,
  type VenueProfile,
  withProfile,
} from '../../src/cli/migrate/venue-profile.js';
import { venueScripts } from '../../src/storage/mssql/venue-scripts.js';

const scripts = venueScripts('.', 'install');
const template = templateProfile(scripts);
const sqlOf = (files: typeof scripts, name: string) =>
  files.find(({ file }) => file === `${name}.sql`)?.sql ?? '';

function changed(): VenueProfile {
  const profile = structuredClone(template) as { -readonly [Key in keyof VenueProfile]: VenueProfile[Key] };
  profile.swiftpos = '10.52';
  const tables = profile.tables as Record<string, { name: string; columns: Record<string, string> }>;
  tables['dbo.Clerk'] = {
    name: 'pos.Staff Member',
    columns: { ...tables['dbo.Clerk']?.columns, ClerkID: 'StaffNo', Name: 'Full Name' },
  };
  tables['dbo.SecurityGroupObject'] = {
    name: 'pos.GroupRight',
    columns: { SecurityGroupID: 'GroupNo', ObjectName: 'Right', Allowed: 'Ticked' },
  };
  profile.values = { ...profile.values, CustomerNumber: "Customer's No" };
  return profile;
}

describe('a profile of a version of swiftpos', () => {
  it('has every table and column that a line of the scripts marks', () => {
    expect(template.tables['dbo.Clerk']).toEqual({
      name: 'dbo.Clerk',
      columns: Object.fromEntries(
        ['ClerkID', 'Name', 'Disabled', 'BackOffice', 'ClerkGroupID'].map((name) => [name, name]),
      ),
    });
    expect(Object.keys(template.tables)).toEqual(
      expect.arrayContaining(['dbo.SyncMessage', 'dbo.Terminal', 'dbo.SecurityGroupObject']),
    );
    expect(Object.keys(template.tables['dbo.SecurityGroupObject']?.columns ?? {})).toEqual([
      'SecurityGroupID',
      'ObjectName',
      'Allowed',
    ]);
    expect(template.values).toMatchObject({ CustomerNumber: 'CustomerNumber', TimeZone: 'TimeZone' });
  });

  it('as printed changes no script', () => {
    expect(withProfile(scripts, template)).toEqual(scripts);
  });

  it('puts its names into views and procedures alike, and touches no other line', () => {
    const made = withProfile(scripts, changed());
    expect(sqlOf(made, 'clerk')).toContain('SELECT CAST(c.[StaffNo] AS nvarchar(50)) AS id,');
    expect(sqlOf(made, 'clerk')).toContain('CAST(c.[Full Name] AS nvarchar(200)) AS name,');
    expect(sqlOf(made, 'clerk')).toContain('FROM [pos].[Staff Member] AS c');
    expect(sqlOf(made, 'sync_table')).toContain('FROM [pos].[Staff Member]');
    expect(sqlOf(made, 'registration')).toContain("g.Name = N'Customer''s No' THEN g.Value");
    const grant = sqlOf(made, 'grant_permission');
    expect(grant).toContain('UPDATE [pos].[GroupRight] SET [Ticked] = 1');
    expect(grant).toContain('WHERE [GroupNo] = @group AND [Right] = @object;');
    expect(grant).toContain(
      'INSERT INTO [pos].[GroupRight] ([GroupNo], [Right], [Ticked]) VALUES (@group, @object, 1);',
    );
    expect(grant).toContain('FROM dbo.SecurityGroup AS g WHERE g.SecurityGroupID = @group');
    expect(sqlOf(made, 'clerk')).toMatch(/^-- Profile: swiftpos 10\.52\n\/\*\n/);
    const unmarked = (files: typeof scripts) =>
      files.map(({ sql }) => sql.split('\n').filter((line) => !/<- re-point|^-- Profile: /.test(line)));
    expect(unmarked(made)).toEqual(unmarked(scripts));
  });

  it('is read back from its file, and refused with each mistake and its line', () => {
    const text = JSON.stringify(changed(), null, 2);
    expect(readProfile('p.json', text, template)).toEqual(changed());
    const wrong = text
      .replace('"StaffNo"', '"x]; DROP TABLE y"')
      .replace('"pos.GroupRight"', '"GroupRight"')
      .replace('"values"', '"venue": "Harbour View Hotel",\n"values"');
    expect(() => readProfile('p.json', wrong, template)).toThrow(
      /p\.json, line \d+: venue is not in the template\.\n.*line \d+: tables > dbo\.Clerk > columns > ClerkID must be the name of a column\.\n.*SecurityGroupObject > name must be a schema/s,
    );
    expect(() => readProfile('p.json', 'no JSON', template)).toThrow(/p\.json, line 1 is not JSON: /);
  });

  it('puts the name of a setting into the script as it is, with any characters', () => {
    const profile = { ...changed(), values: { ...template.values, CustomerNumber: 'g.Name of dbo.Clerk' } };
    expect(sqlOf(withProfile(scripts, profile), 'registration')).toContain("= N'g.Name of dbo.Clerk' THEN");
  });

  it.each([
    ['turns the text around', '\u202eX'],
    ['moves the cursor of a terminal', '\u001b[2K'],
    ['reads a variable of sqlcmd', '$(SQLCMDPASSWORD)'],
  ])(
    'is refused with the name of a setting that %s, for the person who reviews and runs the script',
    (_, name) => {
      const profile = { ...changed(), values: { ...template.values, CustomerNumber: name } };
      expect(() => readProfile('p.json', JSON.stringify(profile), template)).toThrow(
        /values > CustomerNumber must be the name of a setting/,
      );
    },
  );

  it('is compared with the tables of the database, in any case: what is missing is named with what the table has', () => {
    const there = Object.values(changed().tables).flatMap(({ name, columns }) =>
      [...Object.values(columns), 'Extra'].map((column) => ({ table: name.toUpperCase(), column })),
    );
    expect(checkProfile(changed(), there).filter(({ ok }) => !ok)).toEqual([]);
    const less = there.filter(({ table, column }) => column !== 'StaffNo' && table !== 'DBO.TERMINAL');
    expect(checkProfile(changed(), less).filter(({ ok }) => !ok)).toEqual([
      {
        part: 'table pos.Staff Member',
        ok: false,
        detail: 'has no column StaffNo',
        remedy: expect.stringMatching(
          /^Correct them under dbo\.Clerk in the profile\. The table has: Full Name, /,
        ),
      },
      {
        part: 'table dbo.Terminal',
        ok: false,
        detail: 'is not in the database',
        remedy: expect.stringContaining('dbo.Terminal'),
      },
    ]);
    expect(checkProfile(changed(), [])).toMatchObject([
      { ok: false, remedy: expect.stringContaining('a login of the DBA') },
    ]);
  });
});
