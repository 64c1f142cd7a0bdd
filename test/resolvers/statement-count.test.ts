import type { ControlPlane } from '../../src/domain/control-plane.js';
import { ALL_PERMISSIONS } from '../../src/domain/types/permissions.js';
import { sqliteEngine, type VenueRows } from '../storage/engines.js';
import { ask } from './ask.js';
import { fakeControlPlane } from './fake-control-plane.js';

const DEEP =
  '{ clerkGroups { clerks { securityGroup { permissions { granted } } } locationGroups { locations { name } } } }';

describe('relations', () => {
  const engine = sqliteEngine();
  afterEach(() => engine.cleanUp());

  it('answer every row, each under its own group', async () => {
    const { clerks, venue } = await engine.venue(rows(40));
    const fake = fakeControlPlane();
    const controlPlane: ControlPlane = { ...fake.controlPlane, clerks, venueRows: venue };
    const answer = await ask(DEEP, { fake: { ...fake, controlPlane } });
    const groups = answer.data?.clerkGroups;
    expect(groups).toHaveLength(40);
    for (const group of groups) {
      expect(group.clerks).toHaveLength(5);
      expect(group.locationGroups).toHaveLength(1);
      expect(group.locationGroups[0].locations).toHaveLength(2);
      expect(group.clerks[0].securityGroup.permissions).toHaveLength(ALL_PERMISSIONS.length);
    }
  });
});

/** `size` Clerk Groups, Location Groups and Security Groups; five clerks and two locations in each. */
function rows(size: number): VenueRows {
  const numbers = Array.from({ length: size }, (_, index) => index + 1);
  const people = numbers.flatMap((group) =>
    [1, 2, 3, 4, 5].map((n) => [group * 10 + n, `Clerk ${n}`, group] as const),
  );
  return {
    location_group: numbers.map((id) => [id, `Group ${id}`]),
    location: numbers.flatMap((group) => [1, 2].map((n) => [group * 10 + n, group, `Bar ${n}`])),
    clerk_group: numbers.map((id) => [id, `Staff ${id}`]),
    clerk_group_location_group: numbers.map((id) => [id, id]),
    security_group: numbers.map((id) => [id, `Rank ${id}`, id]),
    security_group_object: numbers.map((id) => [id, 'SERVICES_VIEW', 1, null, null, null]),
    clerk: people.map(([id, name, group]) => [id, name, group, ((id % size) + 1) as number, 1, 0]),
  };
}
