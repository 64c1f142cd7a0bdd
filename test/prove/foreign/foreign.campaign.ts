/** `prove -- foreign`: a real Chromium on pages of other origins, against a real server, with the browser's own guards of loopback off. */
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import { ensureChromium, findChromium } from '../../../bin/testing/browser.mjs';
import { PINS, type PracticeVenue, startVenue } from '../../venue/practice-venue.js';
import { type Campaign, proofOf } from '../shared/campaign.js';
import { type Tried, tryAll } from './techniques.js';

export const campaign: Campaign = {
  title: 'Requests of other origins from a real Chromium, with DNS rebinding and IPv6',
  /** `count`: of the names of the server that each page tries. */
  async run({ count, say }) {
    const venue = await startVenue();
    try {
      return proofOf(
        ['a page', 'attempts', 'operations', 'readable answers', 'untrue'],
        await foreign(venue, count, say),
        ({ page, attempts, operations, readable }) => [page, attempts, operations, readable.length],
      );
    } finally {
      await venue.stop();
    }
  },
};

interface ForeignRow {
  readonly page: string;
  readonly attempts: number;
  readonly operations: number;
  /** Answers that held anything but a refusal. */
  readonly readable: readonly string[];
  readonly untrue: readonly string[];
}

/** What pages are called that an attacker serves; names are found at loopback, as after DNS rebinding. */
const PAGES: readonly (readonly [string, string])[] = [
  ['rebound to ::1', 'http://evil6.example:PORT'],
  ['of another site', 'http://other.example'],
  ['rebound to 127.0.0.1', 'http://evil.example:PORT'],
  ['of another port of 127.0.0.1', 'http://127.0.0.1:1024'],
  ['of another port of localhost', 'http://localhost:1024'],
  ['at ::1, our port', 'http://[::1]:PORT'],
];
/** Names under which a page may call the server; the first is that of the page itself, where it has our port. */
const TARGETS = [
  'SELF',
  'http://127.0.0.1:PORT',
  'http://localhost:PORT',
  'http://[::1]:PORT',
  'http://[::ffff:127.0.0.1]:PORT',
  'http://0.0.0.0:PORT',
  'http://localhost.:PORT',
  'http://127.0.0.1.nip.example:PORT',
  'http://a.localhost:PORT',
  'http://2130706433:PORT',
];
/** A refusal comes within milliseconds; what is let through only later shows as a session all the same. */
const PATIENCE_MS = 1500;
const OWN_PATIENCE_MS = 4000;
const SETTLE_MS = 700;
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-popup-blocking',
  // Ours have to hold by themselves: a browser of last year has none of these.
  '--disable-features=LocalNetworkAccessChecks,LocalNetworkAccessChecksWarn,BlockInsecurePrivateNetworkRequests,PrivateNetworkAccessSendPreflights,PrivateNetworkAccessRespectPreflightResults,PrivateNetworkAccessForWorkers,PrivateNetworkAccessForNavigations',
  '--host-resolver-rules=MAP evil6.example [::1], MAP *.example 127.0.0.1, MAP localhost. 127.0.0.1',
];

/** A row a page, and one for a page of ours, on which the same techniques must work: else they'd prove nothing. */
async function foreign(
  venue: PracticeVenue,
  targets: number | undefined,
  say: (line: string) => void,
): Promise<readonly ForeignRow[]> {
  await ensureChromium();
  const browser = await chromium.launch({ executablePath: findChromium() ?? '', args: FLAGS });
  const port = String(venue.port);
  /** The right PIN: what is let through is an operation, and shows as a session. */
  const body = JSON.stringify({
    query: `mutation { signIn(clerkId: "1", pin: "${PINS[1]}") { token } }`,
  });
  const visit = async (
    page: string,
    origin: string,
    names: readonly string[],
    patience = PATIENCE_MS,
  ): Promise<ForeignRow> => {
    const context = await browser.newContext();
    const tab = await context.newPage();
    const address = `${origin}/attack-page`;
    await context.route(address, (route) =>
      route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>x</title><body>x</body>' }),
    );
    const before = signedIn(venue);
    const tried: Tried[] = [];
    try {
      await tab.goto(address);
      for (const name of names) {
        const target = name === 'SELF' ? origin : name.replace('PORT', port);
        for (const { technique, read } of await tab.evaluate(tryAll, { target, body, patience }))
          tried.push({ technique: `${technique} to ${target}`, read });
      }
    } finally {
      await context.close();
    }
    const readable = tried
      .filter(({ read }) => read !== undefined && !isRefusal(read))
      .map(({ technique, read }) => `${technique}: ${read?.slice(0, 80)}`);
    // What was let through may still be at work.
    await sleep(SETTLE_MS);
    const operations = signedIn(venue) - before;
    say(`${page}: ${tried.length} attempts`);
    return { page, attempts: tried.length, operations, readable, untrue: [] };
  };
  try {
    const rows: ForeignRow[] = [];
    for (const [page, origin] of PAGES) {
      const names = origin.includes('PORT') ? TARGETS : TARGETS.slice(1);
      const row = await visit(page, origin.replace('PORT', port), names.slice(0, targets));
      const untrue = [
        ...row.readable.map((line) => `a page ${page} read by ${line}`),
        ...(row.operations > 0 ? [`a page ${page} signed in ${row.operations} times`] : []),
      ];
      rows.push({ ...row, untrue });
    }
    const own = await visit('of ours, to see that they work', venue.url, ['SELF'], OWN_PATIENCE_MS);
    const works = own.operations > 0 && own.readable.length > 0;
    const nothing = `on a page of ours ${own.operations} signed in, and ${own.readable.length} read`;
    rows.push({ ...own, untrue: works ? [] : [nothing] });
    return rows;
  } finally {
    await browser.close();
  }
}

/** Sessions there are: each sign-in that was let through made one. */
function signedIn({ stateFile }: PracticeVenue): number {
  const state = new DatabaseSync(stateFile, { readOnly: true, timeout: 10_000 });
  try {
    return Number(state.prepare('SELECT COUNT(*) AS n FROM session').get()?.['n']);
  } finally {
    state.close();
  }
}

/** A rebound page may read that it is refused, and nothing else. */
function isRefusal(text: string): boolean {
  return /"code":"(REQUEST_REFUSED|NOT_FOUND|BAD_REQUEST)"/.test(text) && !text.includes('"data"');
}
