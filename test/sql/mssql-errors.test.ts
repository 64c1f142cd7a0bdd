import { Breaker } from '../../src/sql/mssql/breaker.js';
import {
  isUniqueViolation,
  NotApplied,
  OutcomeUnknown,
  remedyOf,
  verdictOf,
} from '../../src/sql/mssql/errors.js';
import { again, always, whenNotApplied } from '../../src/sql/mssql/retries.js';
import { NUMBERS } from '../../src/sql/mssql/verdicts.js';

/** As mssql throws them: by their shape. */
const mssql = (name: string, code: string | undefined, message: string, others: object = {}) =>
  Object.assign(new Error(message), { name, code, ...others });
const request = (number: number, level = 16, others: object = {}) =>
  mssql('RequestError', 'EREQUEST', 'said by the server', {
    number,
    class: level,
    precedingErrors: [],
    ...others,
  });

describe('what fails at SQL Server', () => {
  it.each<[string, unknown, string | undefined, boolean, 'no' | 'unknown']>([
    ['a deadlock', request(1205, 13), 'BUSY', true, 'no'],
    ['a lock that took too long', request(1222), 'BUSY', true, 'no'],
    ['a full file group', request(1105, 17), 'FULL', false, 'no'],
    ['a full log', request(9002, 17), 'FULL', false, 'no'],
    ['a database that is only read', request(3906), 'READ_ONLY', false, 'no'],
    ['a table that is not there', request(208), 'DAMAGED', false, 'no'],
    ['a page that is not what was written', request(824, 24), 'DAMAGED', false, 'unknown'],
    ['a right that is missing', request(229, 14), 'OTHER', false, 'no'],
    ['a row that is there already', request(2627, 14), undefined, false, 'no'],
    ['a statement that is wrong', request(102, 15), undefined, false, 'no'],
    ['an error of a trigger of ours', request(50001), undefined, false, 'no'],
    ['a number that nobody knows, with the connection', request(99_999, 21), 'GONE', true, 'unknown'],
    ['a session that was killed', request(596, 21), 'GONE', true, 'unknown'],
    [
      'an answer that was cut',
      mssql('RequestError', 'EREQUEST', 'Unexpected end of message stream'),
      'GONE',
      true,
      'unknown',
    ],
    [
      'a socket that was reset',
      mssql('ConnectionError', 'ESOCKET', 'Connection lost - read ECONNRESET'),
      'GONE',
      true,
      'unknown',
    ],
    [
      'words of a socket without a code',
      mssql('TransactionError', undefined, 'Error: read ECONNRESET'),
      'GONE',
      true,
      'unknown',
    ],
    [
      'a login that was refused',
      mssql('ConnectionError', 'ELOGIN', "Login failed for user 'x'."),
      'GONE',
      false,
      'no',
    ],
    [
      'a server that only starts',
      mssql('ConnectionError', 'ELOGIN', 'Server is in script upgrade mode.'),
      'GONE',
      true,
      'no',
    ],
    [
      'a statement that took too long',
      mssql('RequestError', 'ETIMEOUT', 'Timeout: Request failed to complete in 15000ms'),
      'BUSY',
      false,
      'unknown',
    ],
    [
      'a server that took too long to be reached',
      mssql('ConnectionError', 'ETIMEOUT', 'Failed to connect to till-1:1433 in 5000ms'),
      'GONE',
      false,
      'no',
    ],
    [
      'a connection that was gone before',
      mssql('RequestError', 'EINVALIDSTATE', 'Requests can only be made in the LoggedIn state'),
      'GONE',
      true,
      'no',
    ],
    [
      'a pool that is used up',
      mssql('TimeoutError', undefined, 'Failed to acquire a connection from the pool'),
      'BUSY',
      false,
      'no',
    ],
  ])('tells %s', (_, error, failure, isTransient, applied) => {
    expect(verdictOf(error)).toMatchObject({ failure, isTransient, applied });
  });

  it('looks at what came before in the same answer, and at what aborted a transaction', () => {
    const before = request(3621, 16, { precedingErrors: [request(2627, 14)] });
    expect(isUniqueViolation(before)).toBe(true);
    const aborted = mssql('TransactionError', 'EABORT', 'Transaction has been aborted.', {
      originalError: request(1205, 13),
    });
    expect(verdictOf(aborted)).toMatchObject({ failure: 'BUSY', isTransient: true, applied: 'no' });
  });

  it('leaves what is of no database alone', () => {
    for (const other of [new TypeError('mine'), undefined, null, 'text', { code: 'ENOENT' }, { code: 7 }])
      expect(verdictOf(other)).toBeUndefined();
  });

  it('says to whom a refused login, a certificate and a missing right belong', () => {
    expect(remedyOf(request(18_456, 14))).toContain('password');
    expect(
      remedyOf(mssql('ConnectionError', 'ESOCKET', 'Failed to connect - self-signed certificate')),
    ).toContain('certificate');
    expect(remedyOf(request(229, 14))).toContain('docs/sql-server.md');
  });

  it('never tries a refused login again', () => {
    for (const number of [18_452, 18_456, 18_486, 18_487, 18_488]) expect(NUMBERS[number]?.[1]).toBe(false);
  });
});

describe('trying again', () => {
  async function triesOf(error: unknown, may = whenNotApplied): Promise<number> {
    let tries = 0;
    const attempt = async () => {
      tries += 1;
      throw error;
    };
    await expect(again(attempt, may)).rejects.toBe(error);
    return tries;
  }

  it('is three times more, and only for what passes by itself and was not applied', async () => {
    expect(await triesOf(request(1205, 13))).toBe(4);
    expect(await triesOf(request(9002, 17))).toBe(1);
    expect(await triesOf(request(596, 21))).toBe(1);
    expect(await triesOf(request(596, 21), always)).toBe(4);
    expect(await triesOf(new OutcomeUnknown(request(596, 21)), always)).toBe(1);
    expect(await triesOf(request(2627, 14), always)).toBe(1);
    expect(await triesOf(new TypeError('mine'), always)).toBe(1);
  });
});

describe('the breaker', () => {
  const away = () => Promise.reject(mssql('ConnectionError', 'ESOCKET', 'Failed to connect - ECONNREFUSED'));

  it('asks nobody for a while after three failures in a row, then one, and is whole after a success', async () => {
    const breaker = new Breaker();
    let asked = 0;
    const attempt = (answer: () => Promise<string>) =>
      breaker.reach(() => {
        asked += 1;
        return answer();
      });
    for (let index = 0; index < 10; index += 1)
      await expect(attempt(away)).rejects.toBeInstanceOf(NotApplied);
    expect(asked).toBe(3);
    await new Promise((resolve) => setTimeout(resolve, 550));
    const together = await Promise.allSettled([attempt(async () => 'here'), attempt(async () => 'here')]);
    expect(together.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(await attempt(async () => 'here')).toBe('here');
    expect(asked).toBe(5);
  });

  it('counts no failure of a server that answers', async () => {
    const breaker = new Breaker();
    for (let index = 0; index < 10; index += 1)
      await expect(breaker.reach(() => Promise.reject(request(1205, 13)))).rejects.toThrow();
    expect(await breaker.reach(async () => 'here')).toBe('here');
  });
});
