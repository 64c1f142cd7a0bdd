import type { VenueAround } from '../../console/data/contexts';
import type { MatrixGroupFragment, Permission } from '../../console/generated/graphql';
import { hindranceOf } from '../../console/navigation/may-open';
import {
  boxHindrance,
  columnHindrance,
  endOf,
  gainWords,
  holdersSentence,
  lifeWords,
  livesAfter,
  tickedBy,
  whoGains,
} from '../../console/views/security/security-words';

const SYDNEY = 'Australia/Sydney';
const NOW = Date.parse('2031-05-06T02:15:00Z');

function viewerWith(rank: number, held: readonly Permission[]): Pick<VenueAround, 'viewer' | 'mayDo'> {
  const all: readonly Permission[] = ['CLERK_SECURITY_EDIT', 'SERVICES_CONTROL', 'AUDIT_VIEW'];
  const securityGroup = { id: '2', name: 'Supervisors', rank };
  return {
    viewer: { id: '2', name: 'Sam Okafor', permissions: held, securityGroup },
    mayDo: all.map((permission) => ({
      permission,
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
    expect(boxHindrance(may, groupWith(2, 'Supervisors'), tick)).toBe(
      'Only a clerk who ranks above Supervisors may change it, and you are in Supervisors, rank 2.',
    );
    expect(boxHindrance(may, groupWith(1), tick)).toContain('ranks above');
    expect(columnHindrance(may, groupWith(2, 'Supervisors'))).toBe('Your own group');
    expect(columnHindrance(may, groupWith(1, 'Administrators'))).toBe('Not below your group');
  });

  it('is no one who does not hold it', () => {
    const without = viewerWith(2, ['CLERK_SECURITY_EDIT']);
    expect(boxHindrance(without, groupWith(3), tick)).toBe(
      'You do not have Services > Control yourself, so you can neither grant nor revoke it.',
    );
  });

  it('is no one without the permission for it, which is named', () => {
    const looker = viewerWith(1, ['SERVICES_CONTROL']);
    expect(boxHindrance(looker, groupWith(3), tick)).toBe(
      'You need Clerk Security > Edit: "Supervisors" does not tick it.',
    );
    expect(columnHindrance(looker, groupWith(3))).toBe('Read only');
    expect(hindranceOf({ mayDo: undefined }, 'CLERK_SECURITY_EDIT')).toBeUndefined();
  });
});

describe('how long a grant lasts', () => {
  const tradingHours = [{ weekday: 'TUESDAY', opensAt: '10:00', closesAt: '01:00' }] as const;
  const times = { now: NOW, timeZone: SYDNEY, tradingHours, clock: '' };
  const at = (text: string) => Date.parse(`2031-05-${text}:00Z`);

  it('is until close first, and until it is revoked last', () => {
    const lives = livesAfter(tick, times);
    expect([lives[0], lives.at(-1)]).toEqual(['close', 'ever']);
    expect(livesAfter(tick, { ...times, tradingHours: [] })[0]).toBe('hour');
  });

  it('is said with its end in venue time', () => {
    expect(lifeWords('close', times)).toBe('Until close, Wed 7 May 01:00');
    expect(lifeWords('shift', times)).toBe('For 8 hours, until 20:15');
    expect(lifeWords('half', times)).toBe('For 12 hours, until Wed 7 May 00:15');
    expect(lifeWords('week', times)).toBe('For 7 days, until Tue 13 May 12:15');
    expect(lifeWords('ever', times)).toBe('Until it is revoked');
    expect(endOf('close', times)).toBe(at('06T15:00'));
    expect(endOf('hour', times)).toBe(at('06T03:15'));
    expect(endOf('ever', times)).toBeNull();
  });

  it.each([
    ['23:30', at('06T13:30')],
    ['2330', at('06T13:30')],
    [' 9:05 ', at('06T23:05')],
    ['12:15', at('07T02:15')],
    ['24:00', undefined],
    ['', undefined],
    ['9 pm', undefined],
  ])('is until the clocks next show what was typed: %s', (clock, end) => {
    expect(endOf('clock', { ...times, clock })).toBe(end);
  });

  it('is only ever made longer', () => {
    expect(livesAfter({ ...tick, granted: true }, times)).toEqual([]);
    const expiresAt = '2031-05-07T02:15:00.000Z';
    expect(livesAfter({ ...tick, granted: true, expiresAt }, times)).toEqual([
      'week',
      'month',
      'clock',
      'ever',
    ]);
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

  it('is who gains by it, and who would not', () => {
    const clerk = (name: string, inScope: boolean) => ({
      id: name,
      name,
      effectivePermissions: [{ permission: tick.permission, inScope }],
    });
    const words = (...clerks: ReturnType<typeof clerk>[]) => gainWords(whoGains({ clerks }, tick.permission));
    expect(words(clerk('Sam', true), clerk('Lee', true))).toBe('Sam and Lee are in this group.');
    expect(words(clerk('Sam', true))).toBe('Sam is in this group.');
    expect(words()).toBe('No clerk is in this group now.');
    expect(words(clerk('Sam', true), clerk('Ana', false))).toBe(
      'Sam is in this group. Ana would gain nothing: the Clerk Group of Back Office lacks access to the locations that it requires.',
    );
    expect(whoGains({ clerks: [clerk('Ana', false)] }, tick.permission)).toEqual({
      gain: [],
      gainNothing: ['Ana'],
    });
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
