/** What most files here begin with: a practice venue and a browser for all of their tests, ended after the last of them. */
import { type PracticeVenue, startVenue, type VenueOptions } from '../venue/practice-venue.js';
import { type BrowserUnderTest, startBrowser, type Visit } from './browser-under-test.js';

class AtVenue {
  venue!: PracticeVenue;
  browser!: BrowserUnderTest;
}

class AtConsole extends AtVenue {
  visit!: Visit;

  get page() {
    return this.visit.page;
  }
}

/** Venue and browser; pages are the file's own. */
export function atVenue(options: VenueOptions): AtVenue {
  return started(new AtVenue(), options);
}

/** With one page at `path` for all tests; nothing may have gone wrong in it after any of them. */
export function atConsole(options: VenueOptions, path = ''): AtConsole {
  const at = started(new AtConsole(), options);
  beforeAll(async () => {
    at.visit = await at.browser.visit(at.venue.url + path);
  });
  afterEach(() => expect(at.visit.faults()).toEqual([]));
  return at;
}

/** The same with a page of its own for each test. */
export function atFreshConsole(options: VenueOptions, path = ''): AtConsole {
  const at = started(new AtConsole(), options);
  beforeEach(async () => {
    at.visit = await at.browser.visit(at.venue.url + path);
  });
  afterEach(async () => {
    expect(at.visit.faults()).toEqual([]);
    await at.visit.context.close();
  });
  return at;
}

function started<At extends AtVenue>(at: At, options: VenueOptions): At {
  beforeAll(async () => {
    [at.venue, at.browser] = await Promise.all([startVenue(options), startBrowser()]);
  });
  afterAll(async () => {
    await at.browser?.close();
    await at.venue?.stop();
  });
  return at;
}
