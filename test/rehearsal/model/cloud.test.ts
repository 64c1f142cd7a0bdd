import { readMailbox } from '../../../rehearsal/model/people.js';
import { runScript } from '../../../rehearsal/model/scripts.js';
import { advance, createVenueModel, type VenueModel } from '../../../rehearsal/model/venue-model.js';
import { AT, idOf, refusal, run, VENUE } from './run.js';

const MINUTE_MS = 60_000;

function askCode(model: VenueModel): string {
  run(model, 'Request-AuthenticationCode', VENUE);
  return readMailbox(model) ?? '';
}

const redeem = (model: VenueModel, id: string, code: string) =>
  run(model, 'Invoke-CodeRedemption', { ...VENUE, RedemptionId: id }, { Code: code });
const refused = (model: VenueModel, id: string, code: string) =>
  refusal(model, 'Invoke-CodeRedemption', { ...VENUE, RedemptionId: id }, { Code: code });
const close = (model: VenueModel, id: string) =>
  run(model, 'Close-CodeRedemption', { ...VENUE, RedemptionId: id });

const outcomes = ({ ledger }: VenueModel, kind: string) =>
  ledger.filter((entry) => entry.kind === kind).map(({ outcome }) => outcome);

describe('authentication codes', () => {
  it.each<[string, (model: VenueModel) => string, string]>([
    ['one that is malformed', () => 'ABC', 'CODE_MALFORMED'],
    ['one that was never sent', (model) => askCode(model).replace(/./g, 'Z'), 'CODE_WRONG'],
    ['one that a newer one ended', (model) => [askCode(model), askCode(model)][0] ?? '', 'CODE_EXPIRED'],
    [
      'one that is 30 minutes old',
      (model) => {
        const code = askCode(model);
        advance(model, model.at + 30 * MINUTE_MS);
        return code;
      },
      'CODE_EXPIRED',
    ],
    [
      'one that was used',
      (model) => {
        const code = askCode(model);
        redeem(model, idOf(9), code);
        return code;
      },
      'CODE_USED',
    ],
  ])('refuses %s', (_, codeOf, errorId) => {
    const model = createVenueModel({ at: AT });
    expect(refused(model, idOf(1), codeOf(model)).errorId).toBe(errorId);
    expect(outcomes(model, 'redemptions').at(-1)).toBe(errorId);
  });

  it('takes one that is 29 minutes old, in small letters', () => {
    const model = createVenueModel({ at: AT });
    const code = askCode(model);
    advance(model, model.at + 29 * MINUTE_MS);
    expect(redeem(model, idOf(1), ` ${code.toLowerCase()} `)).toMatchObject([{ RedemptionId: idOf(1) }]);
  });

  it('ends the newest after five wrong attempts', () => {
    const model = createVenueModel({ at: AT });
    const code = askCode(model);
    const left = [1, 2, 3, 4, 5].map((n) => refused(model, idOf(n), 'ZZZZZZZZ').detail['attemptsLeft']);
    expect(left).toEqual([4, 3, 2, 1, 0]);
    expect(refused(model, idOf(6), code).errorId).toBe('CODE_EXPIRED');
  });

  it('sends ten a minute', () => {
    const model = createVenueModel({ at: AT });
    for (let sent = 0; sent < 10; sent += 1) askCode(model);
    expect(refusal(model, 'Request-AuthenticationCode', VENUE).errorId).toBe('TOO_MANY_CODES');
    advance(model, model.at + MINUTE_MS);
    expect(run(model, 'Request-AuthenticationCode', VENUE)).toMatchObject([{ AttemptsLeft: 5 }]);
  });

  it('sends and takes none for a registration that has expired', () => {
    const model = createVenueModel({ at: AT });
    const code = askCode(model);
    model.faults['registration'] = 'expired';
    expect(refusal(model, 'Request-AuthenticationCode', VENUE).errorId).toBe('REGISTRATION_EXPIRED');
    expect(refused(model, idOf(1), code).errorId).toBe('REGISTRATION_EXPIRED');
  });
});

describe('redemptions', () => {
  it('gives the same credential again when a redeemed ID is closed', () => {
    const model = createVenueModel({ at: AT });
    redeem(model, idOf(1), askCode(model));
    const first = model.credentials.pending?.credential;
    model.credentials.pending = null;
    expect(close(model, idOf(1))).toEqual([{ Outcome: 'redeemed' }]);
    expect(model.credentials.pending).toMatchObject({ credential: first, redemptionId: idOf(1) });
    expect(refused(model, idOf(1), askCode(model)).errorId).toBe('REDEMPTION_REPEATED');
  });

  it('refuses an ID that was closed, and leaves the code unused', () => {
    const model = createVenueModel({ at: AT });
    const code = askCode(model);
    expect(close(model, idOf(1))).toEqual([{ Outcome: 'closed' }]);
    expect(refused(model, idOf(1), code).errorId).toBe('REDEMPTION_CLOSED');
    expect(redeem(model, idOf(2), code)).toHaveLength(1);
    expect(outcomes(model, 'redemptions')).toEqual(['closed', 'REDEMPTION_CLOSED', 'redeemed']);
  });

  it.each([
    ['timeout-before-commit', 'closed', 'not-committed'],
    ['timeout-after-commit', 'redeemed', 'redeemed'],
  ])('gives no response under %s, and says later that it is %s', (fault, outcome, recorded) => {
    const model = createVenueModel({ at: AT });
    const code = askCode(model);
    model.faults['redeem'] = fault;
    const before = model.at;
    expect(refused(model, idOf(1), code).errorId).toBe('CLOUD_NO_ANSWER');
    expect(model.at - before).toBeGreaterThanOrEqual(15_000);
    expect(model.credentials.pending).toBeNull();
    expect(outcomes(model, 'redemptions')).toEqual([recorded]);
    expect(close(model, idOf(1))).toEqual([{ Outcome: outcome }]);
  });

  it('keeps what was redeemed when the host is killed before it hears of it', () => {
    const model = createVenueModel({ at: AT });
    const parameters = { ...VENUE, RedemptionId: idOf(1) };
    const secrets = { Code: askCode(model) };
    const running = runScript(model, { script: 'Invoke-CodeRedemption', parameters, secrets });
    while (model.cloud.redemptions.length === 0) advance(model, model.at + Number(running.next().value));
    expect(model.credentials.pending).toBeNull();
    expect(close(model, idOf(1))).toEqual([{ Outcome: 'redeemed' }]);
  });
});

describe('the way to the cloud', () => {
  it.each([
    ['down', 'CLOUD_NO_ANSWER', false],
    ['error-500', 'CLOUD_NO_ANSWER', false],
    ['error-429', 'TOO_MANY_REQUESTS', false],
    ['reset', 'CLOUD_NO_ANSWER', true],
    ['malformed', 'CLOUD_NO_ANSWER', true],
    ['huge', 'CLOUD_NO_ANSWER', true],
  ])('under cloud=%s ends in %s; done: %s', (fault, errorId, isDone) => {
    const model = createVenueModel({ at: AT });
    model.faults['cloud'] = fault;
    expect(refusal(model, 'Request-AuthenticationCode', VENUE).errorId).toBe(errorId);
    expect(model.cloud.mails).toHaveLength(isDone ? 1 : 0);
  });

  it('is slow under cloud=slow, and asks a read once more under cloud=error-429', () => {
    const model = createVenueModel({ at: AT });
    model.faults['cloud'] = 'slow';
    run(model, 'Get-CloudVenue', VENUE);
    expect(model.at - AT).toBeGreaterThanOrEqual(3000);
    model.faults['cloud'] = 'error-429';
    const before = model.at;
    expect(refusal(model, 'Get-CloudVenue', VENUE).errorId).toBe('TOO_MANY_REQUESTS');
    expect(model.at - before).toBeGreaterThanOrEqual(5000);
  });

  it('sends nothing to a cloud that cannot be reached, and knows no other venue', () => {
    const model = createVenueModel({ at: AT });
    expect(refusal(model, 'Get-CloudVenue', { CustomerNumber: '99999999' }).errorId).toBe('VENUE_UNKNOWN');
    model.cloud.isUnreachable = true;
    expect(refusal(model, 'Request-AuthenticationCode', VENUE).errorId).toBe('CLOUD_UNREACHABLE');
    expect(model.cloud.mails).toEqual([]);
  });
});

describe('sync jobs', () => {
  const job = (n: number) => ({ ...VENUE, JobId: idOf(n) });
  const register = (model: VenueModel, n: number) =>
    run(model, 'Register-SyncJob', { ...job(n), Kind: 'FULL', TableCount: { sale: 52_000, clerk: 5 } });

  it('opens one at a time, and answers the same for the same ID', () => {
    const model = createVenueModel({ at: AT, connected: 'synced' });
    model.actor = 'operation 7';
    expect(register(model, 1)).toMatchObject([
      { State: 'EXPECTED', RowsExpected: 52_005, Tables: [{ Name: 'clerk' }, { Name: 'sale' }] },
    ]);
    expect(register(model, 1)).toMatchObject([{ JobId: idOf(1) }]);
    // A script hands on figures alone, so that no text gets around the redaction of secrets.
    expect(refusal(model, 'Register-SyncJob', { ...job(2), Kind: 'FULL', TableCount: { sale: 1 } })).toEqual({
      errorId: 'SYNC_JOB_ACTIVE',
      detail: { Status: 409 },
    });
    expect(model.cloud.jobs.at(-1)).toMatchObject({ cause: 'register-script', causedBy: 'operation 7' });
  });

  it('withdraws an open one twice, says Over of one that ended and Unknown of one that never was', () => {
    const model = createVenueModel({ at: AT, connected: 'synced' });
    register(model, 1);
    const withdrawn = [{ Withdrawn: true, Outcome: 'Withdrawn' }];
    expect(run(model, 'Remove-SyncJob', job(1))).toEqual(withdrawn);
    expect(run(model, 'Remove-SyncJob', job(1))).toEqual(withdrawn);
    expect(run(model, 'Remove-SyncJob', job(3))).toEqual([{ Withdrawn: false, Outcome: 'Unknown' }]);
    register(model, 2);
    advance(model, model.at + 70_000);
    expect(run(model, 'Remove-SyncJob', job(2))).toEqual([{ Withdrawn: false, Outcome: 'Over' }]);
  });

  it('refuses a withdrawal under sync=refuses-withdrawal, and what is not licensed', () => {
    const model = createVenueModel({ at: AT, connected: 'synced' });
    register(model, 1);
    model.faults = { sync: 'refuses-withdrawal', licence: 'no-cloud-sync' };
    expect(refusal(model, 'Remove-SyncJob', job(1)).errorId).toBe('CLOUD_REFUSED');
    model.faults = { licence: 'no-cloud-sync' };
    run(model, 'Remove-SyncJob', job(1));
    const call = { ...job(2), Kind: 'FULL', TableCount: { sale: 1 } };
    expect(refusal(model, 'Register-SyncJob', call).errorId).toBe('LICENCE_MISSING');
  });

  it('requires the credential of the gateway', () => {
    const model = createVenueModel({ at: AT });
    expect(refusal(model, 'Get-SyncJob', job(1)).errorId).toBe('CREDENTIAL_MISSING');
    const onboarded = createVenueModel({ at: AT, connected: 'synced' });
    expect(refusal(onboarded, 'Get-SyncJob', job(1)).errorId).toBe('SYNC_JOB_UNKNOWN');
    onboarded.cloud.redemptions = [];
    expect(refusal(onboarded, 'Get-SyncJob', job(1)).errorId).toBe('CREDENTIAL_REFUSED');
  });
});

test('activates a location once', () => {
  const model = createVenueModel({ at: AT, connected: 'synced' });
  model.cloud.activations = [];
  const call = { ...VENUE, LocationId: '2' };
  const first = run(model, 'Enable-CloudLocation', call);
  expect(run(model, 'Enable-CloudLocation', call)).toEqual(first);
  expect(outcomes(model, 'activations')).toEqual(['activated', 'already-activated']);
  expect(refusal(model, 'Enable-CloudLocation', { ...VENUE, LocationId: '7' }).errorId).toBe(
    'LOCATION_UNKNOWN',
  );
});
