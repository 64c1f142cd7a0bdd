/**
 * The console on an old PC: Chromium with its processor slowed down four times, each visit in a context that has cached nothing. The peer is
 * a page with nothing but a heading, from the same browser in the same round. Bytes are those of the wire, as the browser counts them.
 */
import { createServer } from 'node:http';
import { chromium } from 'playwright-core';
import { ensureChromium, findChromium } from '../bin/testing/browser.mjs';
import { GOALS } from './goals.mjs';
import { interleave, ratioRow, rowOf } from './measure.mjs';
import { startPracticeVenue } from './practice-venue.mjs';

const SLOWER = 4;
const BARE = '<!doctype html><html lang="en"><title>Bare</title><h1>Venue control</h1></html>';

export const bench = {
  title: `the console in a browser ${SLOWER} times slower, over a bare page in the same`,
  rounds: 7,
  async run({ rounds, say }) {
    await ensureChromium();
    const venue = await startPracticeVenue('.');
    const bare = createServer((_, answer) => answer.setHeader('content-type', 'text/html').end(BARE));
    await new Promise((done) => bare.listen(0, '127.0.0.1', done));
    const browser = await chromium.launch({
      executablePath: findChromium(),
      args: ['--no-sandbox', '--disable-gpu'],
    });
    try {
      const taken = await interleave(
        {
          console: () => visitConsole(browser, `http://127.0.0.1:${venue.port}/`),
          bare: () =>
            visit(browser, `http://127.0.0.1:${bare.address().port}/`, async (page) => ({
              'bare paint': await paintOf(page),
            })),
        },
        rounds,
        say,
      );
      const [shown, carried] = Object.keys(GOALS.console);
      return {
        rows: [
          ratioRow(shown, taken, ['venue', 'bare paint'], GOALS.console[shown]),
          rowOf(carried, taken.bytes, GOALS.console[carried]),
        ],
      };
    } finally {
      await browser.close();
      bare.close();
      await venue.stop();
    }
  },
};

function visitConsole(browser, url) {
  return visit(browser, url, async (page, bytes) => {
    await page.getByLabel('Clerk ID').waitFor();
    await page.getByLabel('Clerk ID').fill('1');
    await page.getByLabel('PIN', { exact: true }).fill('2468');
    const venue = await timedUntil(
      () => page.keyboard.press('Enter'),
      page.getByRole('heading', { name: 'Consumers' }),
    );
    return { venue, bytes: bytes() / 1000 };
  });
}

async function visit(browser, url, look) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-AU' });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  let bytes = 0;
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  await session.send('Network.enable');
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  await page.goto(url);
  const found = await look(page, () => bytes);
  await context.close();
  return found;
}

/** Milliseconds from the request to the first thing that can be read. */
async function paintOf(page) {
  await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
  return page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0].startTime);
}

async function timedUntil(act, sign) {
  const since = performance.now();
  await act();
  await sign.waitFor();
  return performance.now() - since;
}
