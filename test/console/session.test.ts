import { createSession } from '../../src/console/data/session';

/** A tab's sessionStorage. */
function storage(): Storage {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  } as Storage;
}

describe('a session', () => {
  it('is in the tab’s storage: a page that is loaded again finds it', () => {
    const tab = storage();
    createSession(tab).replace('token-1');
    expect(createSession(tab).token()).toBe('token-1');
    expect(createSession(storage()).token()).toBeUndefined();
  });

  it('tells whoever listens when it begins and when it ends, and why', () => {
    const session = createSession(storage());
    let heard = 0;
    const stop = session.subscribe(() => heard++);
    session.replace('token-1');
    session.end('elsewhere');
    expect([heard, session.token(), session.why()]).toEqual([2, undefined, 'elsewhere']);
    session.replace('token-2');
    expect(session.why()).toBeUndefined();
    stop();
    session.end();
    expect(heard).toBe(3);
  });

  it('ends once: what comes later changes no reason', () => {
    const session = createSession(storage());
    session.replace('token-1');
    session.end('byClerk');
    session.end('elsewhere');
    expect(session.why()).toBe('byClerk');
  });
});
