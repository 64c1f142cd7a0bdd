/** What the domain and the resolvers are held to, once more through the real client of SQL Server. */
import { readdirSync, readFileSync } from 'node:fs';
import { listed, readStatements } from '../tds/statements.js';
import { engine } from './scripted-engine.js';
import '../../operations/audit-reviews.test.js';
import '../../operations/audit-trail.test.js';
import '../../operations/cancel-model.test.js';
import '../../operations/clerk-security.test.js';
import '../../operations/effective.test.js';
import '../../operations/event-state.test.js';
import '../../operations/grants.test.js';
import '../../operations/guesses.test.js';
import '../../operations/new-kind.test.js';
import '../../operations/plan-book.test.js';
import '../../operations/retention.test.js';
import '../../operations/runner-lives.test.js';
import '../../operations/runner.test.js';
import '../../operations/session-ends.test.js';
import '../../operations/sign-in-strangers.test.js';
import '../../operations/sign-in.test.js';
import '../../resolvers/document-statements.test.js';
import '../../resolvers/statement-count.test.js';

describe('the suites above the stores on the scripted server', () => {
  afterAll(() => engine.stop());

  it('are all there', () => {
    const here = readFileSync('test/sql/processes/domain.test.ts', 'utf8');
    const suites = ['operations', 'resolvers'].flatMap((room) =>
      readdirSync(`test/${room}`)
        .filter((file) => file.endsWith('.test.ts'))
        .map((file) => `${room}/${file}`)
        .filter((file) => readFileSync(`test/${file}`, 'utf8').includes('describe.each(ENGINES)')),
    );
    expect(suites.filter((file) => !here.includes(`'../../${file.replace('.ts', '.js')}'`))).toEqual([]);
    expect(suites.length).toBeGreaterThan(10);
  });

  it('asked nothing that it did not know, and nothing that the contract suites of the stores do not prove', () => {
    expect(engine.server.mistakes).toEqual([]);
    expect(engine.server.unknown).toEqual([]);
    const proved = new Set(readStatements().map(({ sql }) => sql));
    expect(listed(engine.server.statements).filter(({ sql }) => !proved.has(sql))).toEqual([]);
  });
});
