import { eachState } from './engines.js';
import { at, newApiToken } from './samples.js';

describe('API tokens', () => {
  const state = eachState();

  const kept = async () => (await state.apiTokens.list()).map(({ id }) => id);

  it('come back as they were kept, oldest first', async () => {
    const { apiTokens } = state;
    await apiTokens.insert(newApiToken({ id: 'b', createdAt: at(1), lastUsedAt: at(2), madeWith: 'a' }));
    await apiTokens.insert(newApiToken());
    expect(await apiTokens.find('a')).toStrictEqual(newApiToken());
    expect(await apiTokens.find('c')).toBeUndefined();
    expect(await kept()).toEqual(['a', 'b']);
    await expect(apiTokens.insert(newApiToken())).rejects.toThrow(/UNIQUE|PRIMARY KEY/);
  });

  it('know their last use, which never goes back', async () => {
    const { apiTokens } = state;
    await apiTokens.insert(newApiToken());
    for (const minute of [5, 9, 7]) await apiTokens.touch('a', at(minute));
    expect(await apiTokens.find('a')).toMatchObject({ lastUsedAt: at(9) });
  });

  it('get a new secret by who knows the old one, once', async () => {
    const { apiTokens } = state;
    await apiTokens.insert(newApiToken());
    const { hash } = newApiToken();
    const renewed = { hash: 'e'.repeat(64), permissions: [], createdAt: at(5), expiresAt: at(50) };
    expect([await apiTokens.renew('a', hash, renewed), await apiTokens.renew('a', hash, renewed)]).toEqual([
      true,
      false,
    ]);
    expect(await apiTokens.find('a')).toStrictEqual({ ...newApiToken(), ...renewed });
  });

  it('end with the one that made them, and with their clerk', async () => {
    const { apiTokens } = state;
    for (const [id, clerkId, madeWith] of [
      ['a', '1', undefined],
      ['b', '1', 'a'],
      ['c', '1', undefined],
      ['d', '2', undefined],
    ] as const)
      await apiTokens.insert(newApiToken({ id, clerkId, madeWith }));
    await apiTokens.insert(newApiToken({ id: 'max', clerkId: '2', createdByName: 'Max' }));
    const name = newApiToken().createdByName;
    expect(await apiTokens.makers()).toEqual([
      { clerkId: '1', clerkName: name },
      { clerkId: '2', clerkName: 'Max' },
      { clerkId: '2', clerkName: name },
    ]);
    expect(await apiTokens.endOfClerk('2', name)).toBe(1);
    expect(await apiTokens.countOf('1')).toBe(3);
    expect([await apiTokens.end('a'), await apiTokens.end('a')]).toEqual([2, 0]);
    expect(await kept()).toEqual(['c', 'd']);
    expect([await apiTokens.endOfClerk('1'), await apiTokens.endOfClerk('1')]).toEqual([1, 0]);
    expect(await kept()).toEqual(['d']);
  });

  it('are forgotten when they have expired, those of one clerk alone where said', async () => {
    const { apiTokens } = state;
    await apiTokens.insert(newApiToken({ id: 'old', expiresAt: at(10) }));
    await apiTokens.insert(newApiToken({ id: 'new', expiresAt: at(11) }));
    await apiTokens.insert(newApiToken({ id: 'other', clerkId: '2', expiresAt: at(10) }));
    await apiTokens.dropExpired(at(10), '1');
    expect(await kept()).toEqual(['new', 'other']);
    await apiTokens.dropExpired(at(10));
    expect(await kept()).toEqual(['new']);
  });
});
