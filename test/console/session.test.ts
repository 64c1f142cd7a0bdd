import { createConnection } from '../../src/console/data/connection';
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
    session.end('You were signed out.');
    expect([heard, session.token(), session.why()]).toEqual([2, undefined, 'You were signed out.']);
    session.replace('token-2');
    expect(session.why()).toBeUndefined();
    stop();
    session.end();
    expect(heard).toBe(3);
  });

  it('ends once: what comes later changes no reason', () => {
    const session = createSession(storage());
    session.replace('token-1');
    session.end('You are signed out.');
    session.end('You were signed out. Sign in to go on.');
    expect(session.why()).toBe('You are signed out.');
  });
});

describe('the connection', () => {
  it('knows since when it is lost, however often that is noticed', () => {
    let now = 1000;
    const connection = createConnection(() => now);
    expect(connection.lostSince()).toBeUndefined();
    connection.lost();
    now = 5000;
    connection.lost();
    expect(connection.lostSince()).toBe(1000);
  });

  it('begins a new epoch only when it had been lost', () => {
    const connection = createConnection();
    let heard = 0;
    connection.subscribe(() => heard++);
    connection.found();
    expect([connection.epoch(), heard]).toEqual([0, 0]);
    connection.lost();
    connection.found();
    expect([connection.epoch(), connection.lostSince(), heard]).toEqual([1, undefined, 2]);
  });
});
