import { temporaryFolder } from '../engines.js';
import { runProgram } from './programs.js';

describe("SQL Server's client", () => {
  it('is loaded for a site that names a server, and for no other', async () => {
    const folder = temporaryFolder();
    expect(JSON.parse(await runProgram('open-site', folder.path))).toEqual({ before: false, after: true });
    folder.remove();
  });
});
