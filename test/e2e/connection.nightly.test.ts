import type { WebSocketRoute } from 'playwright-core';
import { dataOf } from '../venue/practice-venue.js';
import { signIn, type Visit } from './browser-under-test.js';
import { atVenue } from './open-console.js';

const at = atVenue({ site: {}, pace: 0.2 });
let visit: Visit;

/** What a browser says automatically of a server that is away. */
const OF_THE_OUTAGE =
  /ERR_CONNECTION_REFUSED|ERR_SOCKET_NOT_CONNECTED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|ERR_FAILED|WebSocket connection/;

beforeEach(async () => {
  visit = await at.browser.visit(`${at.venue.url}/#/services`);
});
afterEach(async () => {
  expect(visit.faults().filter((fault) => !OF_THE_OUTAGE.test(fault))).toEqual([]);
  await visit.context.close();
});

const lost = () => visit.page.getByText(/^Not connected since \d\d:\d\d\. Reconnecting\./);

/** How often this is asked over HTTP from now on. */
function countOf(operation: string): () => number {
  let count = 0;
  visit.page.on('request', (request) => {
    if (request.url().endsWith('/graphql') && request.postDataJSON()?.operationName === operation) count += 1;
  });
  return () => count;
}

describe('a console', () => {
  it('polls while its socket is closed, and lives by it again when it is back', async () => {
    const { page } = visit;
    const sockets: WebSocketRoute[] = [];
    let isClosed = false;
    await page.routeWebSocket(/\/graphql$/, async (socket) => {
      if (isClosed) return socket.close({ code: 1012, reason: 'Away' });
      sockets.push(socket);
      socket.connectToServer();
    });
    // A route holds from the next load on.
    await page.reload();
    await signIn(page);
    const row = page.getByRole('row', { name: /^End of Day/ });
    await row.getByText('Running').waitFor();
    isClosed = true;
    for (const socket of sockets.splice(0)) await socket.close({ code: 1012, reason: 'Away' });
    await page.waitForTimeout(1_000);
    await at.venue.ask('mutation { stopService(key: "end-of-day", reason: "To see it") { key } }');
    await row.getByText('Stopped').waitFor({ timeout: 10_000 });
    expect(await lost().count()).toBe(0);
    isClosed = false;
    await page.waitForTimeout(5_000);
    expect(sockets).toHaveLength(1);
    const asked = countOf('Services');
    await at.venue.ask('mutation { startService(key: "end-of-day", reason: "To see it") { key } }');
    await row.getByText('Running').waitFor();
    expect(asked()).toBe(0);
  });

  it('says it inside a dialog too, and what was sent from there is done once the server is back, without another press', async () => {
    const { page } = visit;
    await signIn(page);
    await page.getByRole('button', { name: 'Restart NetPOS' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Reason').fill('It hangs');
    await at.venue.kill();
    const inDialog = dialog.getByText(/^Not connected since/);
    await inDialog.waitFor();
    await dialog.getByRole('button', { name: 'Restart NetPOS' }).click();
    expect(await dialog.getByLabel('Reason').inputValue()).toBe('It hangs');
    await at.venue.start();
    await dialog.waitFor({ state: 'hidden', timeout: 40_000 });
    await page
      .getByRole('row', { name: /^NetPOS/ })
      .getByText('Running')
      .waitFor();
    const asked = await at.venue.ask('{ operations(text: "It hangs") { edges { node { title } } } }');
    const { edges } = dataOf<{ operations: { edges: unknown[] } }>(asked).operations;
    expect(edges).toEqual([{ node: { title: 'Restart NetPOS' } }]);
  });
});
