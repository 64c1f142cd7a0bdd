import { ALL_PERMISSIONS } from '../../src/domain/types/permissions.js';
import { ENGINES } from './engines.js';

describe.each(ENGINES)('statements on $name', (engine) => {
  afterEach(() => engine.cleanUp());

  it('are one a method, the same text for 2 groups of 2 clerks as for 100 groups of 100', async () => {
    const seen = await Promise.all([statementsFor(2), statementsFor(100)]);
    expect(seen[0]).toHaveLength(11);
    expect(seen[1]).toEqual(seen[0]);
  });

  async function statementsFor(size: number): Promise<string[]> {
    const numbers = Array.from({ length: size }, (_, index) => index);
    const statements: string[] = [];
    const { venue, clerks } = await engine.venue(
      {
        clerk_group: numbers.map((id) => [id, `Group ${id}`]),
        clerk_group_location_group: numbers.map((id) => [id, id]),
        security_group: numbers.map((id) => [id, `Rank ${id}`, id]),
        security_group_object: numbers.map((id) => [id, 'AUDIT_VIEW', 1, null, null, null]),
        location_group: numbers.map((id) => [id, `Place ${id}`]),
        location: numbers.flatMap((id) => numbers.map((at) => [id * size + at, id, `Location ${at}`])),
        clerk: numbers.flatMap((id) => numbers.map((at) => [id * size + at, `Clerk ${at}`, id, id, 1, 0])),
      },
      { onStatement: (sql) => statements.push(sql) },
    );
    statements.length = 0;
    const groupIds = (await clerks.clerkGroups()).map(({ id }) => id);
    expect(await clerks.clerksOfClerkGroups(groupIds)).toHaveLength(size * size);
    const clerkIds = (await clerks.clerksOfSecurityGroups(groupIds)).map(({ id }) => id);
    expect(await clerks.clerks(clerkIds)).toHaveLength(size * size);
    expect(await clerks.standings(clerkIds)).toHaveLength(size * size);
    await clerks.securityGroups(groupIds);
    expect(await clerks.ticks(groupIds)).toHaveLength(size * ALL_PERMISSIONS.length);
    await clerks.locationGroupIdsOf(groupIds);
    await venue.locationGroups();
    expect(await venue.locations(groupIds)).toHaveLength(size * size);
    await venue.syncTableCounts();
    return statements;
  }
});
