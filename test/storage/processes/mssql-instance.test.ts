/** A named instance, whose port SQL Server Browser reports. */
import { queryBrowser } from '../../../src/storage/mssql/browser.js';
import { ScriptedBrowser } from '../tds/sql-browser.js';
import { failingServer, LOCATIONS } from './failing-server.js';

describe('a named instance', () => {
  const { server, open } = failingServer(5000);
  const browser = new ScriptedBrowser();
  beforeAll(() => browser.start());
  afterAll(() => browser.stop());
  const opened = () => open({ instance: 'SqlExpress', browserPort: browser.port });

  it('is reached at the port that SQL Server Browser reports, also when the first two datagrams are lost', async () => {
    browser.instances = [{ name: 'OTHER' }, { name: 'SQLEXPRESS', port: server.port }];
    browser.lost = 2;
    expect(await queryBrowser('localhost', browser.port)).toHaveLength(2);
    const { venue } = await opened();
    expect(await venue.locations()).toHaveLength(LOCATIONS);
  });

  it('without TCP/IP is named so, with what to enable', async () => {
    browser.instances = [{ name: 'SQLEXPRESS' }];
    await expect((await opened()).venue.locations()).rejects.toMatchObject({
      message: expect.stringContaining('SQL Server Browser knows no TCP port of the instance.'),
      remedy: expect.stringMatching(/Enable TCP\/IP .*restart the service SQL Server \(SqlExpress\)/),
    });
    expect(await queryBrowser('localhost', browser.port)).toEqual([{ name: 'SQLEXPRESS', port: undefined }]);
  });

  it('is believed no port that is none', async () => {
    for (const port of [70_000, 1433.5, Number.POSITIVE_INFINITY]) {
      browser.instances = [{ name: 'SQLEXPRESS', port }];
      expect(await queryBrowser('localhost', browser.port)).toMatchObject([{ port: undefined }]);
    }
  });

  it('is not led elsewhere by another program that answers in the place of SQL Server Browser', async () => {
    browser.instances = [{ name: 'SQLEXPRESS', port: server.port }];
    browser.forged = [{ name: 'SQLEXPRESS', port: 9 }];
    expect(await queryBrowser('localhost', browser.port)).toMatchObject([{ port: server.port }]);
    browser.forged = undefined;
  });

  it('is unknown while SQL Server Browser is silent, which is named', async () => {
    browser.lost = 99;
    await expect((await opened()).venue.locations()).rejects.toMatchObject({
      message: expect.stringContaining('SQL Server Browser does not respond'),
      remedy: expect.stringMatching(/Start the service SQL Server Browser.*sql\.port/),
    });
  });
});
