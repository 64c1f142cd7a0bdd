/** What the console shows of a venue is what the server judged: the texts of both are compared. */
import type { VenueStatusLineFragment } from '../../console/generated/graphql';
import { t } from '../../console/messages';
import {
  needsOnboarding,
  placeOf,
  sendIn,
  severityTone,
  viewByAction,
} from '../../console/venue-state/by-code';
import { shownState } from '../../console/venue-state/shown-state';
import { tabIcon, tabTitle } from '../../console/venue-state/use-tab';
import { servicesSentence } from '../../console/views/service-table/words';
import { nothingRead } from '../../src/domain/facts/snapshot';
import { judgeStatus } from '../../src/domain/status/judge-status';
import { ACTION_CODES } from '../../src/domain/types/findings';
import {
  AWAY,
  type Change,
  FAULTS,
  NEVER_ONBOARDED,
  OPERATIONS,
  stopped,
  wellStatusFacts,
} from '../domain/status/status-situations';
import { NOON } from '../domain/venue/facts-of';
import { finding, wire } from './venue-samples';

const timeZone = 'Australia/Sydney';
const all = ['SERVICES_VIEW', 'CLOUD_CONNECTIVITY_ONBOARD'] as const;

const judged = (...changes: readonly (Change | undefined)[]) =>
  wire(judgeStatus(Object.assign({}, wellStatusFacts(), ...changes)));
const shown = (status: VenueStatusLineFragment | undefined, given: object = {}) =>
  shownState({ status, failure: undefined, lostSince: undefined, timeZone, ...given });

describe('the venue’s state', () => {
  it.each([
    ['ATTENTION', 'warn', 'Needs attention', judged(stopped('netpos'))],
    ['ATTENTION', 'warn', 'Needs attention', judged(NEVER_ONBOARDED)],
    ['DOWN', 'bad', 'Ordering down', judged(stopped('gateway-client'))],
    ['DOWN', 'bad', 'Ordering down', judged(FAULTS['swiftpos=web-server-down'])],
    ['UNKNOWN', 'warn', 'Unknown', judged(FAULTS['cloud=down'])],
    ['UNKNOWN', 'warn', 'Unknown', judged(AWAY['PowerShell'])],
    ['UNKNOWN', 'warn', 'Unknown', wire(judgeStatus(nothingRead(NOON)))],
  ])('is the server’s: %s as %s, %s', (state, tone, word, status) => {
    expect(status.state).toBe(state);
    expect(shown(status)).toEqual({
      isCurrent: true,
      namesCause: expect.any(Boolean),
      tone,
      word,
      sentence: status.headline,
      since: status.since,
      cause: expect.objectContaining({ message: expect.any(String) }),
      findings: status.findings,
    });
  });

  it('is well with no cause, though something is worth reading', () => {
    const status = judged({ lastBackupAt: { is: 'absent' } });
    expect(status).toMatchObject({ state: 'OK', findings: [{ code: 'BACKUP_MISSING' }] });
    expect(shown(status)).toMatchObject({ tone: 'ok', word: 'Online', cause: undefined });
  });

  it('has the cause that its headline names, which is not always the first finding', () => {
    const status = judged(FAULTS['registration=expired'], stopped('gateway-client'));
    const { cause } = shown(status);
    expect(status.headline).toContain(cause?.message);
    expect(status.findings[0]).not.toEqual(cause);
    // The headline has words of its own.
    expect(shown(judged(NEVER_ONBOARDED)).cause).toMatchObject({ code: 'NEVER_CONNECTED' });
  });

  it('is down as planned while all data is sent, with about when that ends', () => {
    const status = judged(OPERATIONS['first sync, running']);
    expect(status).toMatchObject({ state: 'DOWN', planned: true });
    expect(shown(status)).toMatchObject({ tone: 'busy', word: 'Ordering down, planned' });
    expect(shown(status).sentence).toMatch(
      new RegExp(`^${status.headline} Expected to end about .*\\d\\d:\\d\\d\\.$`),
    );
    expect(shown({ ...status, plannedUntil: null }).sentence).toBe(status.headline);
  });

  it('names the moments in the server’s words in venue time', () => {
    const { sentence } = shown(judged(FAULTS['link=down']));
    expect(sentence).toMatch(/the cloud has received no heartbeat since .*\d\d:\d\d\.$/);
    expect(sentence).not.toContain('Z');
  });

  it('is not known while the server does not answer, and what it found last stays', () => {
    const status = judged(stopped('netpos'));
    const lost = shown(status, { lostSince: Date.parse('2031-05-05T16:00:00Z') });
    expect(lost).toMatchObject({ isCurrent: false, tone: 'warn', word: 'Not connected' });
    expect(lost.sentence).toContain('since 02:00');
    expect(lost.findings).toEqual(status.findings);
    const failure = { message: 'The server is busy.' };
    expect(shown(status, { failure })).toMatchObject({ isCurrent: false, word: 'Unknown' });
    expect(shown(status, { failure }).sentence).toMatch(
      /^The server is busy\. The venue was last checked at \d\d:\d\d\.$/,
    );
    expect(shown(undefined, { failure }).sentence).toBe('The server is busy.');
  });

  it('is being checked before the first answer, which is not an unknown state', () => {
    expect(shown(undefined)).toMatchObject({ isCurrent: false, tone: 'busy', word: 'Checking' });
  });

  it('is what the browser’s tab says, the state first, with a sign of its own for each tone', () => {
    expect(tabTitle(shown(judged(stopped('netpos'))), 'Harbour View Hotel')).toBe(
      'Needs attention: Harbour View Hotel',
    );
    // The venue's database cannot say whose it is.
    expect(tabTitle(shown(judged(AWAY['PowerShell'])), undefined)).toBe('Unknown: Venue control');
    expect(tabTitle(shown(judged(OPERATIONS['first sync, running'])), 'Harbour View Hotel')).toMatch(
      /^\(\d+ %\) Ordering down, planned: Harbour View Hotel$/,
    );
    const icons = (['ok', 'busy', 'warn', 'bad'] as const).map(tabIcon);
    expect(new Set(icons).size).toBe(4);
    expect(icons[0]).toBe('/favicon.svg');
  });
});

describe('a finding of the server', () => {
  it('has a mark by its severity, and a page for each action that is not done on the server', () => {
    expect(severityTone).toEqual({ CRITICAL: 'bad', WARNING: 'warn', INFO: 'idle' });
    expect(Object.keys(viewByAction).toSorted()).toEqual(
      ACTION_CODES.filter((code) => code !== 'RUN_DOCTOR').toSorted(),
    );
    for (const view of Object.values(viewByAction)) expect(Object.keys(t.ui.links)).toContain(view);
  });

  it('leads no clerk to a page that they may not open', () => {
    expect(placeOf(finding(), all)).toEqual({ view: 'services' });
    expect(placeOf(finding({ operationId: 'op-1' }), all)).toEqual({ view: 'operations', id: 'op-1' });
    for (const actionCode of ['OPEN_SERVICES', 'OPEN_DIAGNOSIS', 'PLAN_ONBOARDING', 'PLAN_RESYNC'])
      expect(placeOf(finding({ actionCode }), [])).toBeUndefined();
    expect(placeOf(finding({ operationId: 'op-1' }), [])).toBeUndefined();
    expect(placeOf(finding({ actionCode: 'OPEN_MAINTENANCE' }), [])).toEqual({ view: 'maintenance' });
    expect(placeOf(finding({ actionCode: null }), all)).toBeUndefined();
    expect(placeOf(finding({ actionCode: 'OF_A_NEWER_SERVER' }), all)).toBeUndefined();
  });

  it('says by its code that an onboarding is needed, or that all data is being sent', () => {
    expect(needsOnboarding(judged(NEVER_ONBOARDED).findings)).toBe(true);
    expect(needsOnboarding(judged(stopped('cloud-sync')).findings)).toBe(false);
    expect(sendIn(judged(OPERATIONS['first sync, running']).findings)?.message).toMatch(
      /^All data is being sent: \d+ %\.$/,
    );
    expect(sendIn(judged().findings)).toBeUndefined();
  });

  it('about a service is the sentence over the services; where there is none, how the venue is', () => {
    const sentence = (...changes: readonly (Change | undefined)[]) =>
      servicesSentence(shown(judged(...changes)));
    expect(sentence(stopped('netpos'))).toBe('NetPOS is not running.');
    expect(sentence()).toBe('Online. Everything works.');
    expect(sentence(FAULTS['cloud=down'])).toBe(judged(FAULTS['cloud=down']).headline);
    const lost = shown(judged(stopped('netpos')), { lostSince: 0 });
    expect(servicesSentence(lost)).toBe(lost.sentence);
  });
});
