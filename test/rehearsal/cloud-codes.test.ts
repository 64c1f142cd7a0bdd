import { randomUUID } from 'node:crypto';
import { AppError } from '../../src/errors/errors.js';
import { eachCloud, wrongCode } from './cloud-process.js';

const cloud = eachCloud();

describe('an authentication code', () => {
  it('is mailed to the registered address and answered without itself', async () => {
    const sent = await cloud.askVenue('POST', '/authentication-codes', {});
    expect(sent.status).toBe(202);
    expect(sent.body).toEqual({
      sentTo: 'm*****r@harbourview.example',
      sentAt: expect.any(String),
      expiresAt: expect.any(String),
      attemptsLeft: 5,
    });
    expect(Date.parse(sent.body.expiresAt) - Date.parse(sent.body.sentAt)).toBe(30 * 60_000);
    const mails = (await cloud.ask('GET', '/mailbox')).body;
    expect(mails).toHaveLength(1);
    expect(mails[0]).toEqual({
      to: 'manager@harbourview.example',
      subject: 'Cloud Onboarding Authentication Code',
      text: expect.stringMatching(/^Authentication Code: [2-9A-HJ-NP-Z]{8}$/m),
      receivedAt: sent.body.sentAt,
    });
  });

  it('is redeemed once; then it is used', async () => {
    const code = await cloud.newCode();
    const redemptionId = randomUUID();
    const first = await cloud.redeem(code, redemptionId);
    expect(first.status).toBe(201);
    expect(first.body).toEqual({
      redemptionId,
      credential: expect.stringMatching(/^gw_[\w-]{43}$/),
      redeemedAt: expect.any(String),
    });
    expect((await cloud.redeem(code)).body.code).toBe('CODE_USED');
    expect(await cloud.redeem(code, redemptionId)).toMatchObject({
      status: 409,
      body: { code: 'REDEMPTION_REPEATED' },
    });
    expect(await cloud.redeemedCount()).toBe(1);
  });

  it('is refused when it is wrong, counts down, and ends with the fifth attempt', async () => {
    const code = await cloud.newCode();
    for (const attemptsLeft of [4, 3, 2, 1, 0]) {
      expect(await cloud.redeem(wrongCode)).toMatchObject({
        status: 403,
        body: { code: 'CODE_WRONG', attemptsLeft },
      });
    }
    expect(await cloud.redeem(code)).toMatchObject({ status: 410, body: { code: 'CODE_EXPIRED' } });
    expect(await cloud.redeem(wrongCode)).toMatchObject({ status: 403, body: { attemptsLeft: 0 } });
    expect(await cloud.redeemedCount()).toBe(0);
  });

  it('is malformed unless it has eight letters and digits, which costs no attempt', async () => {
    const code = await cloud.newCode();
    for (const text of ['SHORT', 'MUCHTOOLONG', 'ABC DEF1', "A'; DROP-", 'ÄÖÜ45678']) {
      expect(await cloud.redeem(text)).toMatchObject({ status: 422, body: { code: 'CODE_MALFORMED' } });
    }
    expect((await cloud.redeem(wrongCode)).body.attemptsLeft).toBe(4);
    expect((await cloud.redeem(code)).status).toBe(201);
  });

  it('is ended by a newer one, which is taken in small letters too', async () => {
    const older = await cloud.newCode();
    const newer = await cloud.newCode();
    expect((await cloud.redeem(older)).body.code).toBe('CODE_EXPIRED');
    // The clerk may have taken the older of two e-mails.
    expect(new AppError('CODE_EXPIRED')).toMatchObject({
      message: expect.not.stringContaining('expired'),
      remedy: expect.stringMatching(/^Enter the code from the newest e-mail\./),
    });
    expect((await cloud.redeem(newer.toLowerCase())).status).toBe(201);
  });

  it('expires after its 30 minutes', async () => {
    const code = await cloud.newCode();
    await cloud.age(30 * 60_000);
    expect(await cloud.redeem(code)).toMatchObject({ status: 410, body: { code: 'CODE_EXPIRED' } });
  });

  it('is sent ten times a minute at most', async () => {
    for (let round = 0; round < 10; round += 1) await cloud.newCode();
    const refused = await cloud.askVenue('POST', '/authentication-codes', {});
    expect(refused).toMatchObject({ status: 429, body: { code: 'TOO_MANY_CODES' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(50);
    await cloud.age(60_000);
    await cloud.newCode();
  });
});
