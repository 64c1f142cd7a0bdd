import { adviceOf, verdictOf } from '../../src/storage/mssql/errors.js';
import { Breaker, whileTransient } from '../../src/storage/mssql/resilience.js';
import { NUMBERS } from '../../src/storage/mssql/verdicts.js';

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

const settings = {
  server: 'till-1',
  instance: 'SQLEXPRESS',
  database: 'swiftpos',
  login: { kind: 'sql', user: 'venue_control', password: () => '' },
} as const;

describe('what fails at SQL Server', () => {
  it.each<[string, unknown, string | undefined, boolean]>([
    ['a deadlock', request(1205, 13), 'BUSY', true],
    ['a lock that took too long', request(1222), 'BUSY', true],
    ['a full file group', request(1105, 17), 'FULL', false],
    ['a full log', request(9002, 17), 'FULL', false],
    ['a database that is only read', request(3906), 'READ_ONLY', false],
    ['a table that is not there', request(208), 'OTHER', false],
    ['too few locks', request(1204, 19), 'BUSY', true],
    ['too few buffers', request(802, 17), 'BUSY', true],
    ['another resource that is used up', request(99_998, 17), 'BUSY', true],
    ['a page that is not what was written', request(824, 24), 'DAMAGED', false],
    ['a right that is missing', request(229, 14), 'OTHER', false],
    ['a statement that is wrong', request(102, 15), undefined, false],
    ['an error of a trigger of ours', request(50001), undefined, false],
    ['a number that is unknown, with the connection', request(99_999, 21), 'GONE', true],
    ['a session that was killed', request(596, 21), 'GONE', true],
  ])('reports %s', (_, error, failure, isTransient) => {
    expect(verdictOf(error)).toMatchObject({ failure, isTransient });
  });

  it.each<[string, Parameters<typeof mssql>, string, boolean]>([
    [
      'an answer that was cut',
      ['RequestError', 'EREQUEST', 'Unexpected end of message stream'],
      'GONE',
      true,
    ],
    [
      'a socket that was reset',
      ['ConnectionError', 'ESOCKET', 'Connection lost - read ECONNRESET'],
      'GONE',
      true,
    ],
    [
      'words of a socket without a code',
      ['TransactionError', undefined, 'Error: read ECONNRESET'],
      'GONE',
      true,
    ],
    ['a login that was refused', ['ConnectionError', 'ELOGIN', "Login failed for user 'x'."], 'GONE', false],
    [
      'a server that only starts',
      ['ConnectionError', 'ELOGIN', 'Server is in script upgrade mode.'],
      'GONE',
      true,
    ],
    [
      'a statement that took too long',
      ['RequestError', 'ETIMEOUT', 'Timeout: Request failed to complete in 15000ms'],
      'BUSY',
      false,
    ],
    [
      'a server that took too long to be reached',
      ['ConnectionError', 'ETIMEOUT', 'Failed to connect to till-1:1433 in 5000ms'],
      'GONE',
      false,
    ],
    [
      'a connection that was gone before',
      ['RequestError', 'EINVALIDSTATE', 'Requests can only be made in the LoggedIn state'],
      'GONE',
      true,
    ],
    [
      'a pool that is used up',
      ['TimeoutError', undefined, 'Failed to acquire a connection from the pool'],
      'BUSY',
      false,
    ],
  ])('reports %s, by what the client throws', (_, thrown, failure, isTransient) => {
    expect(verdictOf(mssql(...thrown))).toMatchObject({ failure, isTransient });
  });

  it('checks what came before in the same answer', () => {
    const before = request(3621, 16, { precedingErrors: [request(1205, 13)] });
    expect(verdictOf(before)).toMatchObject({ failure: 'BUSY', isTransient: true });
  });

  it('leaves what is of no database alone', () => {
    for (const other of [new TypeError('mine'), undefined, null, 'text', { code: 'ENOENT' }, { code: 7 }])
      expect(verdictOf(other)).toBeUndefined();
  });

  it('says to whom a refused login, a certificate and a missing right belong', () => {
    expect(adviceOf(request(18_456, 14), settings)?.remedy).toContain('password');
    expect(
      adviceOf(mssql('ConnectionError', 'ESOCKET', 'Failed to connect - self-signed certificate'), settings)
        ?.remedy,
    ).toContain('certificate');
    expect(adviceOf(request(229, 14), settings)?.remedy).toContain('docs/how-to/sql-server.md');
  });

  it('names the service of a named instance, TCP/IP and the place that was tried', () => {
    const error = mssql('ConnectionError', 'ETIMEOUT', 'Failed to connect to till-1\\SQLEXPRESS in 5000ms');
    expect(adviceOf(error, settings)).toEqual({
      message: expect.stringContaining(
        '(Server till-1, instance SQLEXPRESS, port from SQL Server Browser, database swiftpos, login venue_control.)',
      ),
      remedy: expect.stringMatching(/SQL Server \(SQLEXPRESS\).*TCP\/IP.*doctor/),
    });
  });

  it('never tries a refused login again', () => {
    for (const number of [18_452, 18_456, 18_486, 18_487, 18_488]) expect(NUMBERS[number]?.[1]).toBe(false);
  });
});

describe('trying again', () => {
  async function triesOf(error: unknown): Promise<number> {
    let tries = 0;
    const attempt = async () => {
      tries += 1;
      throw error;
    };
    await expect(whileTransient.execute(attempt)).rejects.toBe(error);
    return tries;
  }

  it('is three times more, and only for what passes automatically', async () => {
    expect(await triesOf(request(1205, 13))).toBe(4);
    expect(await triesOf(request(596, 21))).toBe(4);
    expect(await triesOf(request(9002, 17))).toBe(1);
    expect(await triesOf(request(102, 15))).toBe(1);
    expect(await triesOf(new TypeError('mine'))).toBe(1);
  });

  it('continues for at least 280 ms, as long as a failover takes', async () => {
    const since = performance.now();
    await triesOf(request(1205, 13));
    expect(performance.now() - since).toBeGreaterThan(270);
  });
});

describe('the breaker', () => {
  const away = () => Promise.reject(mssql('ConnectionError', 'ESOCKET', 'Failed to connect - ECONNREFUSED'));

  it('asks no one for a while after three failures in a row, then one, and is whole after a success', async () => {
    const breaker = new Breaker();
    let asked = 0;
    const attempt = (answer: () => Promise<string>) =>
      breaker.reach(() => {
        asked += 1;
        return answer();
      });
    for (let index = 0; index < 10; index += 1) await expect(attempt(away)).rejects.toThrow();
    expect(asked).toBe(3);
    await new Promise((resolve) => setTimeout(resolve, 550));
    const together = await Promise.allSettled([attempt(async () => 'here'), attempt(async () => 'here')]);
    expect(together.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(await attempt(async () => 'here')).toBe('here');
    expect(asked).toBe(5);
  });

  it('tries again in time when the wall clock is set back', async () => {
    const breaker = new Breaker();
    for (let index = 0; index < 3; index += 1) await expect(breaker.reach(away)).rejects.toThrow();
    const { now } = Date;
    Date.now = () => now() - 3_600_000;
    try {
      await new Promise((resolve) => setTimeout(resolve, 550));
      expect(await breaker.reach(async () => 'here')).toBe('here');
    } finally {
      Date.now = now;
    }
  });

  it('opens at the first refused login, for longer than after other failures', async () => {
    const breaker = new Breaker();
    const refused = mssql('ConnectionError', 'ELOGIN', "Login failed for user 'x'.");
    await expect(breaker.reach(() => Promise.reject(refused))).rejects.toBe(refused);
    await new Promise((resolve) => setTimeout(resolve, 550));
    await expect(breaker.reach(async () => 'here')).rejects.toMatchObject({
      failure: 'GONE',
      cause: refused,
    });
  });

  it('counts no failure of a server that answers', async () => {
    const breaker = new Breaker();
    for (let index = 0; index < 10; index += 1)
      await expect(breaker.reach(() => Promise.reject(request(1205, 13)))).rejects.toThrow();
    expect(await breaker.reach(async () => 'here')).toBe('here');
  });
});
