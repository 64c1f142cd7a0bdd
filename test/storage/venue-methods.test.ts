import { ENGINES } from './engines.js';
import { askAll, VENUE } from './venue-methods.js';
import { venueRows } from './venue-rows.js';

describe.each(ENGINES)('the venue on $name', (engine) => {
  afterEach(() => engine.cleanUp());

  it('answers every method of its stores', async () => {
    expect(await askAll(VENUE, await engine.venue(venueRows))).toBeGreaterThan(20);
  });
});
