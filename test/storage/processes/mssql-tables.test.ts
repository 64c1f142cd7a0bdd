import { mssqlDatabase } from '../../../src/storage/mssql/database.js';
import { venueColumns } from '../../../src/storage/mssql/table-columns.js';
import { failingServer } from './failing-server.js';

describe("the tables of swiftpos' database", () => {
  const { server } = failingServer(5000);
  const read = () => venueColumns(mssqlDatabase({ settings: server.settings('venue') }));

  it('are listed with their columns, or a coded error says why not', async () => {
    server.answers = [
      [
        /INFORMATION_SCHEMA\.COLUMNS where TABLE_SCHEMA <>/,
        () => [{ table: 'dbo.Clerk', column: 'ClerkID' }],
      ],
    ];
    expect(await read()).toEqual([{ table: 'dbo.Clerk', column: 'ClerkID' }]);
    server.fault({ at: 'login', do: { error: { number: 18_456, class: 14, message: 'no' } }, times: 9 });
    await expect(read()).rejects.toMatchObject({ code: 'VENUE_DATABASE_UNAVAILABLE' });
  });
});
