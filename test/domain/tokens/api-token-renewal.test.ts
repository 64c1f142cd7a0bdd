/** An API token that asks for a new secret for itself: once, no wider, on record. */
import { Permission } from '../../../src/domain/types/permissions.js';
import { callerOf, eachDomain } from '../rehearsal-domain.js';
import { DAY, HOUR, MINUTE, tokenBench } from './token-bench.js';

const { SERVICES_VIEW, AUDIT_VIEW, CLOUD_CONNECTIVITY_ONBOARD } = Permission;

describe('an API token that is renewed', () => {
  const domain = eachDomain();
  const { make, viewerOf, callerWith, trail } = tokenBench(domain);
  const renew = async (token: string) => domain.plane.apiTokens.renew(await callerWith(token));

  it('has another secret for as long as before, and the old one ends', async () => {
    const rows = trail();
    const first = await make([SERVICES_VIEW, AUDIT_VIEW], 89 * DAY);
    await domain.clock.pass(80 * DAY);
    const asker = await callerWith(first.token);
    const { token, ...renewed } = await domain.plane.apiTokens.renew(asker);
    const { id, name, permissions } = first;
    expect(renewed).toMatchObject({ id, name, permissions });
    expect(renewed.expiresAt.getTime() - domain.clock.now().getTime()).toBe(89 * DAY);
    expect(await viewerOf(first.token)).toBeUndefined();
    expect((await viewerOf(token))?.token).toMatchObject({ id, expiresAt: renewed.expiresAt });
    await expect(domain.plane.apiTokens.renew(asker)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(rows.map(({ action, outcome }) => [action, outcome])).toContainEqual([
      'renewApiToken',
      'SUCCEEDED',
    ]);
    expect(JSON.stringify(rows)).not.toContain(token.slice(-43));
  });

  it('is no wider than its maker is by then, now and later', async () => {
    const { token } = await make([SERVICES_VIEW, AUDIT_VIEW]);
    domain.venue.permissions = [AUDIT_VIEW, Permission.API_TOKENS_MANAGE];
    const renewed = await renew(token);
    expect(renewed.permissions).toEqual([AUDIT_VIEW]);
    domain.venue.permissions = [SERVICES_VIEW, AUDIT_VIEW];
    expect([...((await viewerOf(renewed.token))?.permissions ?? [])]).toEqual([AUDIT_VIEW]);
  });

  it('once: two requests with one secret leave one new secret', async () => {
    const { token } = await make([SERVICES_VIEW]);
    const asker = await callerWith(token);
    const answers = await Promise.allSettled([
      domain.plane.apiTokens.renew(asker),
      domain.plane.apiTokens.renew(asker),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it("ends no sooner than before where the machine's clock was set back meanwhile", async () => {
    const first = await make([SERVICES_VIEW], HOUR);
    domain.clock.move(-DAY);
    await domain.plane.clock.confirm(callerOf('1'), 'radio clock');
    await domain.clock.pass(10 * MINUTE);
    const renewed = await renew(first.token);
    expect(renewed.expiresAt.getTime() - domain.clock.now().getTime()).toBe(50 * MINUTE);
    expect(await viewerOf(renewed.token)).toBeDefined();
  });

  it("is refused by what was last known of its maker, also where the venue's database goes away in between", async () => {
    const { token } = await make([SERVICES_VIEW]);
    const asker = await callerWith(token);
    domain.venue.isAway = true;
    await expect(domain.plane.apiTokens.renew(asker)).rejects.toMatchObject({
      code: 'VENUE_DATABASE_UNAVAILABLE',
    });
    expect(await viewerOf(token)).toBeDefined();
  });

  it('is refused to a person, to what lives for hours, to what a token made, and when its maker may make none', async () => {
    await expect(domain.plane.apiTokens.renew(callerOf('1'))).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
    });
    const short = await make([CLOUD_CONNECTIVITY_ONBOARD]);
    await expect(renew(short.token)).rejects.toMatchObject({ code: 'PERSON_NEEDED' });
    const maker = await make([Permission.API_TOKENS_MANAGE, SERVICES_VIEW]);
    const made = await make([SERVICES_VIEW], MINUTE, await callerWith(maker.token));
    await expect(renew(made.token)).rejects.toMatchObject({ code: 'PERSON_NEEDED' });
    const { token } = await make([SERVICES_VIEW]);
    domain.venue.permissions = [SERVICES_VIEW];
    await expect(renew(token)).rejects.toMatchObject({
      code: 'FORBIDDEN',
      details: { gate: 'PERMISSION', permission: 'API_TOKENS_MANAGE' },
    });
    expect(await viewerOf(token)).toBeDefined();
  });
});
