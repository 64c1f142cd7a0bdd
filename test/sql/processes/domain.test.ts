/** What the domain and the resolvers are held to, once more through the real client of SQL Server. */
import { readdirSync, readFileSync } from 'node:fs';
import { notListed, writeDomainStatements } from '../tds/statements.js';
import { engine } from './scripted-engine.js';
import '../../operations/audit-reviews.test.js';
import '../../operations/audit-trail.test.js';
import '../../operations/clerk-security.test.js';
import '../../operations/effective.test.js';
import '../../operations/event-state.test.js';
import '../../operations/grants.test.js';
import '../../operations/new-kind.test.js';
import '../../operations/plan-book.test.js';
import '../../operations/retention.test.js';
import '../../operations/runner-lives.test.js';
import '../../operations/runner.test.js';
import '../../operations/session-ends.test.js';
import '../../resolvers/statement-count.test.js';

/** Not here, and why. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  'operations/alerting-state.test.ts': 'asks nothing that the runner and signing in do not ask',
  'operations/cancel-model.test.ts': 'thousands of orders of the same statements',
  'operations/guesses.test.ts': 'thousands of tries with the same statements',
  'operations/sign-in-strangers.test.ts': 'thousands of tries with the same statements',
  'operations/sign-in.test.ts': 'its clock leaves what is written beside as long as SQLite takes',
  'resolvers/document-statements.test.ts': 'has a file of its own here',
};

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
    const missing = suites.filter((file) => !here.includes(`'../../${file.replace('.ts', '.js')}'`));
    expect(missing).toEqual(Object.keys(LEFT_OUT));
  });

  it('asked nothing that it did not know, and nothing that is not on the list', () => {
    expect(engine.server.mistakes).toEqual([]);
    expect(engine.server.unknown).toEqual([]);
    if (process.env['STATEMENTS'] === 'write') writeDomainStatements(engine.server.statements);
    expect(notListed(engine.server.statements)).toEqual([]);
  });
});
