import { createSession, type OtherPages } from '../../console/data/session';
import { browserStorage } from './browser-storage';

describe('a session', () => {
  it('is in the tab’s storage: a page that is loaded again finds it', () => {
    const tab = browserStorage();
    createSession(tab).replace('token-1');
    expect(createSession(tab).token()).toBe('token-1');
    expect(createSession(browserStorage()).token()).toBeUndefined();
  });

  it('reports anyone who listens when it begins and when it ends, and why', () => {
    const session = createSession(browserStorage());
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
    const session = createSession(browserStorage());
    session.replace('token-1');
    session.end('byClerk');
    session.end('elsewhere');
    expect(session.why()).toBe('byClerk');
  });

  it('takes a new token over from a page that had the same, and from no other', () => {
    const channel = new EventTarget();
    const others = Object.assign(channel, {
      postMessage: (data: unknown) => void channel.dispatchEvent(new MessageEvent('message', { data })),
    }) as unknown as OtherPages;
    const pages = [browserStorage(), browserStorage(), browserStorage()].map((tab) =>
      createSession(tab, others),
    );
    const [one, same, foreign] = pages;
    one?.replace('token-1');
    same?.replace('token-1');
    foreign?.replace('token-9');
    one?.replace('token-2');
    expect(pages.map((page) => page.token())).toEqual(['token-2', 'token-2', 'token-9']);
    same?.end('byClerk');
    one?.replace('token-3');
    expect(pages.map((page) => page.token())).toEqual(['token-3', undefined, 'token-9']);
  });
});
