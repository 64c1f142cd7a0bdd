/** The console's documents once more, through the real client of SQL Server: as many statements as on SQLite. */
import { engine } from './scripted-engine.js';
import '../../resolvers/document-statements.test.js';

describe('the documents on the scripted server', () => {
  afterAll(() => engine.stop());

  it('asked nothing that it did not know', () => {
    expect(engine.server.mistakes).toEqual([]);
    expect(engine.server.unknown).toEqual([]);
  });
});
