/** Rules whose cases are few enough to take every one: what chance would meet once in a thousand venues. */
import { isLastHolder, outlasts, seesAll, shortens } from '../../../src/domain/permissions/rules.js';
import { NOW, type RawVenue } from './fixture.js';
import { Oracle, type Verdict } from './oracle.js';

export interface GuardsRow {
  readonly kind: string;
  /** By verdict. */
  readonly verdicts: Map<Verdict, number>;
  readonly untrue: string[];
}

/** Every way in which up to three of two groups may edit clerk security; every sight of up to two Location Groups; every pair of ends. */
export function allCases(): GuardsRow {
  const untrue: string[] = [];
  const judge = (what: string, is: boolean, right: boolean) => {
    if (is !== right) untrue.push(`${what} is ${is}`);
    count += 1;
  };
  let count = 0;
  for (const held of heldBy(3))
    judge(
      `last of ${JSON.stringify(held)}`,
      isLastHolder(held.map(asRule), '1'),
      oracleOf(held).isLastEditor('1'),
    );
  for (const all of [[], ['1'], ['1', '2']])
    for (const seen of [[], ['1'], ['2'], ['1', '2']]) {
      const right = all.length > 0 && all.filter((id) => !seen.includes(id)).length === 0;
      judge(`${seen} of ${all}`, seesAll(all, new Set(seen)), right);
    }
  for (const until of ENDS)
    for (const held of ENDS) {
      const [wanted, has] = [until, held].map((end) => end ?? Number.POSITIVE_INFINITY) as [number, number];
      judge(`${until} past ${held}`, outlasts(asDate(until), asDate(held)), wanted > has);
      for (const granted of [true, false])
        judge(
          `${until} before ${granted ? held : 'none'}`,
          shortens(asDate(until), { granted, expiresAt: asDate(held) }),
          granted && wanted < has,
        );
    }
  return { kind: 'all cases', verdicts: new Map([['passes', count]]), untrue };
}

/** When a permission ends; undefined: never. */
const ENDS = [undefined, 1, 2, 3];

function asDate(end: number | undefined): Date | undefined {
  return end === undefined ? undefined : new Date(end);
}

interface Held {
  readonly group: string;
  readonly expires: number | undefined;
}

const ONE: readonly Held[] = ['1', '2'].flatMap((group) =>
  [undefined, NOW.getTime() + 1].map((expires) => ({ group, expires })),
);

function heldBy(most: number): readonly (readonly Held[])[] {
  if (most === 0) return [[]];
  const shorter = heldBy(most - 1);
  const longest = shorter.filter(({ length }) => length === most - 1);
  return [...shorter, ...longest.flatMap((held) => ONE.map((one) => [...held, one]))];
}

function asRule({ group, expires }: Held) {
  return { securityGroupId: group, until: expires === undefined ? undefined : new Date(expires) };
}

/** A clerk for each, in a group of their own that represents theirs: a group has one box, and here each clerk has an end of their own. */
function oracleOf(held: readonly Held[]): Oracle {
  const raw: RawVenue = {
    clerks: held.map(({ group }, index) => ({ id: String(index), clerkGroup: '0', group, disabled: false })),
    groups: ['1', '2'].map((id) => ({ id, name: id, rank: Number(id) })),
    boxes: ['1', '2'].flatMap((group) => {
      const mine = held.filter((one) => one.group === group);
      if (mine.length === 0) return [];
      const expires = mine.some((one) => one.expires === undefined) ? undefined : NOW.getTime() + 1;
      return [{ group, permission: 'CLERK_SECURITY_EDIT', granted: true, expires }];
    }),
    sight: [{ clerkGroup: '0', locationGroup: '1' }],
    locations: [],
    locationGroups: ['1'],
  };
  return new Oracle(raw, NOW);
}
