import type { ControlPlane } from '../../src/operations/control-plane.js';
import { sqliteEngine, type VenueRows } from '../sql/engines.js';
import { type Answer, ask } from './ask.js';
import { fakeControlPlane } from './fake-control-plane.js';

const DEEP =
  '{ clerkGroups { clerks { securityGroup { permissions { granted } } } locationGroups { locations { name } } } }';
const WIDE =
  '{ securityGroups { clerks { clerkGroup { clerks { securityGroup { name } } locationGroups { name } } } } }';

describe('relations', () => {
  const engine = sqliteEngine();
  afterEach(() => engine.cleanUp());

  async function statementsOf(
    document: string,
    size: number,
  ): Promise<{ statements: string[]; answer: Answer }> {
    const statements: string[] = [];
    const { clerks, venue } = await engine.venue(rows(size), {
      onStatement: (sql) => statements.push(String(sql)),
    });
    const fake = fakeControlPlane();
    const controlPlane: ControlPlane = { ...fake.controlPlane, clerks, venueRows: venue };
    statements.length = 0;
    const answer = await ask(document, { fake: { ...fake, controlPlane } });
    return { statements, answer };
  }

  it.each([
    ['deep', DEEP, 7],
    ['wide', WIDE, 7],
  ])(
    'take as many statements for thousands of rows as for a few: the %s query',
    async (_name, document, most) => {
      const few = await statementsOf(document, 2);
      const many = await statementsOf(document, 300);
      expect(few.answer.errors).toBeUndefined();
      expect(many.answer.errors).toBeUndefined();
      expect(many.statements.length).toBe(few.statements.length);
      expect(many.statements.length).toBeLessThanOrEqual(most);
      expect(many.statements.length).toBeGreaterThan(3);
    },
  );

  it('answer every row, each under its own group', async () => {
    const { answer } = await statementsOf(DEEP, 40);
    const groups = answer.data?.clerkGroups;
    expect(groups).toHaveLength(40);
    for (const group of groups) {
      expect(group.clerks).toHaveLength(5);
      expect(group.locationGroups).toHaveLength(1);
      expect(group.locationGroups[0].locations).toHaveLength(2);
      expect(group.clerks[0].securityGroup.permissions).toHaveLength(9);
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
