/** What each test has again, under one name: the one that was made last is behind it. */
type Hook = (work: () => Promise<void>) => void;

const standing =
  (before: () => Hook, after: () => Hook) =>
  <Whole extends object>(make: () => Promise<Whole>, end: (made: Whole) => unknown): Whole => {
    let now: Whole | undefined;
    before()(async () => {
      now = await make();
    });
    after()(async () => {
      if (now) await end(now);
    });
    return new Proxy({} as Whole, {
      // What has private fields works only as itself.
      get: (_, name) => {
        const value = Reflect.get(now as Whole, name);
        return typeof value === 'function' ? value.bind(now) : value;
      },
      set: (_, name, value) => Reflect.set(now as Whole, name, value),
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
