import type { VenueAround } from '../../src/console/data/contexts';
import type { MatrixGroupFragment, Permission } from '../../src/console/generated/graphql';
import { hindranceOf } from '../../src/console/ui/hindrance-words';
import {
  boxHindrance,
  columnHindrance,
  endOf,
  holdersSentence,
  lifeWords,
  livesAfter,
  tickedBy,
  whoIsIn,
} from '../../src/console/views/security/security-words';

const SYDNEY = 'Australia/Sydney';
const NOW = Date.parse('2031-05-06T02:15:00Z');

function viewerWith(rank: number, held: readonly Permission[]): Pick<VenueAround, 'viewer' | 'mayDo'> {
  const all: readonly Permission[] = ['CLERK_SECURITY_EDIT', 'SERVICES_CONTROL', 'AUDIT_VIEW'];
  const securityGroup = { id: '2', name: 'Supervisors', rank };
  return {
    viewer: { id: '2', name: 'Sam Okafor', permissions: held, securityGroup },
    mayDo: all.map((permission) => ({
      permission,
      path: permission,
      allowed: held.includes(permission),
      why: '"Supervisors" does not tick it.',
    })),
  };
}

function groupWith(rank: number, name = 'Bar Staff'): MatrixGroupFragment {
  return { id: '3', name, rank, clerks: [], permissions: [] };
}

const tick = {
  permission: 'SERVICES_CONTROL',
  path: 'Services > Control',
  granted: false,
  grantedByName: null,
  grantedAt: null,
  expiresAt: null,
} as const;

const may = viewerWith(2, ['CLERK_SECURITY_EDIT', 'SERVICES_CONTROL']);

describe('who may change a box', () => {
  it('is a clerk who edits clerk security, ranks above the group and holds the box', () => {
    expect(boxHindrance(may, groupWith(3), tick)).toBeUndefined();
    expect(columnHindrance(may, groupWith(3))).toBeUndefined();
  });

  it('is no one of the same rank, or of a lower one', () => {
    expect(boxHindrance(may, groupWith(2, 'Supervisors'), tick)?.sentence).toBe(
      'Only a group that ranks above Supervisors may change it. Yours is Supervisors, rank 2.',
    );
    expect(boxHindrance(may, groupWith(1), tick)?.sentence).toContain('ranks above');
    expect(columnHindrance(may, groupWith(2, 'Supervisors'))).toBe('Your own group');
    expect(columnHindrance(may, groupWith(1, 'Administrators'))).toBe('Not below your group');
  });

  it('is no one who does not hold it', () => {
    const without = viewerWith(2, ['CLERK_SECURITY_EDIT']);
    expect(boxHindrance(without, groupWith(3), tick)?.sentence).toBe(
      'You do not have Services > Control yourself, so you can neither grant nor revoke it.',
    );
  });

  it('is no one without the permission for it, which is named', () => {
    const looker = viewerWith(1, ['SERVICES_CONTROL']);
    expect(boxHindrance(looker, groupWith(3), tick)).toEqual({
      sentence: 'You may not change this: Clerk Security > Edit.',
      why: '"Supervisors" does not tick it.',
    });
    expect(columnHindrance(looker, groupWith(3))).toBe('Read only');
    expect(hindranceOf({ mayDo: undefined }, 'CLERK_SECURITY_EDIT')).toBeUndefined();
  });
});

describe('how long a grant lasts', () => {
  it('is said with its end in venue time', () => {
    expect(lifeWords('shift', NOW, SYDNEY)).toBe('For 8 hours, until 20:15');
    expect(lifeWords('week', NOW, SYDNEY)).toBe('For 7 days, until Tue 13 May 12:15');
    expect(lifeWords('ever', NOW, SYDNEY)).toBe('Until it is revoked');
    expect(endOf('hour', NOW)).toBe('2031-05-06T03:15:00.000Z');
    expect(endOf('ever', NOW)).toBeNull();
  });

  it('is only ever made longer', () => {
    expect(livesAfter(tick, NOW)).toHaveLength(6);
    expect(livesAfter({ ...tick, granted: true }, NOW)).toEqual([]);
    const expiresAt = '2031-05-07T02:15:00.000Z';
    expect(livesAfter({ ...tick, granted: true, expiresAt }, NOW)).toEqual(['ever', 'week', 'month']);
  });
});

describe('what is beside a box', () => {
  it('is who ticked it and when', () => {
    const grantedAt = new Date().toISOString();
    const granted = { ...tick, granted: true };
    expect(tickedBy(tick, SYDNEY)).toBe('Not granted');
    expect(tickedBy(granted, SYDNEY)).toBe('Granted in Back Office');
    expect(tickedBy({ ...granted, grantedByName: 'Morgan Reyes', grantedAt }, SYDNEY)).toMatch(
      /^Granted by Morgan Reyes, \d\d:\d\d$/,
    );
  });

  it('is whom it concerns', () => {
    const named = (...names: string[]) => ({ clerks: names.map((name) => ({ id: name, name })) });
    expect(whoIsIn(named('Sam', 'Lee'))).toBe('Sam and Lee are in this group.');
    expect(whoIsIn(named('Sam'))).toBe('Sam is in this group.');
    expect(whoIsIn(named())).toBe('No clerk is in this group now.');
  });

  it('is how many may onboard', () => {
    const holder = { until: null, clerk: { id: '1', name: 'Morgan' }, securityGroup: null };
    const of = (number: number, limit: number | null) => ({
      permission: 'CLOUD_CONNECTIVITY_ONBOARD' as const,
      limit,
      warning: null,
      holders: Array.from({ length: number }, () => holder),
    });
    expect(holdersSentence(of(2, 5))).toBe(
      'Two clerks may onboard and resync; the venue settings allow five at most.',
    );
    expect(holdersSentence(of(1, null))).toBe('One clerk may onboard and resync.');
    expect(holdersSentence(of(0, 5))).toBe(
      'No clerks may onboard and resync; the venue settings allow five at most.',
    );
  });
});
