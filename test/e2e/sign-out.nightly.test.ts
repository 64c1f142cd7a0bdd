/// <reference lib="dom" />
import type { Page, WebSocketRoute } from 'playwright-core';
import { signIn } from './browser-under-test.js';
import { atFreshConsole } from './open-console.js';

// A request without a token would be refused, and the browser says so in its console: no fault there is none of those.
const at = atFreshConsole({ site: {}, pace: 0.2 });

const FORBIDDEN = { code: 4403, reason: 'Forbidden' };
/** Longer than a lost socket waits before it tries again, and than the server waits before it checks a token. */
const LATER = 1_500;

/** Signs in with the page's next socket in our hands; resolves to it once the server has acknowledged it. */
async function signInWatched(
  page: Page,
  onClose?: (socket: WebSocketRoute) => void,
): Promise<WebSocketRoute> {
  const acknowledged = new Promise<WebSocketRoute>((resolve) => {
    void page.routeWebSocket(/\/graphql$/, (socket) => {
      const server = socket.connectToServer();
      // Nothing but the greeting goes to the server: it may close its end at any time, and Chromium reports what is sent after that.
      socket.onMessage((message) => {
        if (String(message).includes('connection_init')) server.send(message);
      });
      server.onMessage((message) => {
        socket.send(message);
        if (String(message).includes('connection_ack')) resolve(socket);
      });
      if (onClose) {
        socket.onClose(() => {
          void server.close({ code: 1000 });
          onClose(socket);
        });
      }
    });
  });
  // A route holds from the next load on.
  await page.reload();
  await signIn(page);
  return await acknowledged;
}

describe('the end of a session', () => {
  it('is quiet when the server closes the socket at the moment in which the page does', async () => {
    const { page } = at;
    await signInWatched(page, (socket) => void socket.close(FORBIDDEN));
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByLabel('Clerk ID').waitFor();
    await page.waitForTimeout(LATER);
  });

  it('that came from elsewhere is reported in words, and nothing is asked without a token after it', async () => {
    const { page } = at;
    const socket = await signInWatched(page);
    await page.evaluate(async () => {
      const authorization = `Bearer ${sessionStorage.getItem('venue-control.token')}`;
      const body = JSON.stringify({ query: 'mutation { signOut }' });
      const headers = { 'content-type': 'application/json', authorization };
      await fetch('/graphql', { method: 'POST', headers, body });
    });
    await socket.close(FORBIDDEN);
    await page.getByText('You were signed out. Sign in to continue.').waitFor();
    await page.waitForTimeout(LATER);
  });
});
