/** The contract suites of the venue's stores once more, through the real client of SQL Server. */
import { readdirSync, readFileSync } from 'node:fs';
import { listed, readStatements, writeStatements } from '../tds/statements.js';
import { engine } from './scripted-engine.js';
import '../every-method.test.js';
import '../examine-venue.test.js';
import '../statement-counts.test.js';
import '../tick-boxes.test.js';
import '../venue-stores.test.js';

describe('the contract suites on the scripted server', () => {
  afterAll(() => engine.stop());

  it('are all there', () => {
    const text = (file: string) => readFileSync(`test/sql/${file}`, 'utf8');
    const suites = readdirSync('test/sql').filter(
      (file) => file.endsWith('.test.ts') && text(file).includes('describe.each(ENGINES)'),
    );
    const here = text('processes/contract.test.ts');
    expect(suites.filter((file) => !here.includes(`'../${file.replace('.ts', '.js')}'`))).toEqual([]);
    expect(suites.length).toBeGreaterThan(4);
  });

  it('asked nothing that it did not know, and nothing that is not on the list', () => {
    expect(engine.server.mistakes).toEqual([]);
    expect(engine.server.unknown).toEqual([]);
    if (process.env['STATEMENTS'] === 'write') writeStatements(engine.server.statements);
    expect(listed(engine.server.statements)).toEqual(readStatements());
  });
});
