/** What each test has anew, under one name: the one that was made last stands behind it. */
type Hook = (work: () => Promise<void>) => void;

const standing =
  (before: () => Hook, after: () => Hook) =>
  <Whole extends object>(make: () => Promise<Whole>, end: (made: Whole) => unknown): Whole => {
    let now: Whole;
    before()(async () => {
      now = await make();
    });
    after()(async () => {
      await end(now);
    });
    return new Proxy({} as Whole, {
      get: (_, name) => Reflect.get(now, name),
      set: (_, name, value) => Reflect.set(now, name, value),
    });
  };

/** Made before each test around the call, and ended after it. */
export const each = standing(
  () => beforeEach,
  () => afterEach,
);

/** Made once for all tests around the call. */
export const once = standing(
  () => beforeAll,
  () => afterAll,
);
