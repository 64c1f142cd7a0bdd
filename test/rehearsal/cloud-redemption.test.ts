import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eachCloud, machineId, wrongCode } from './cloud-process.js';

const cloud = eachCloud();

describe('a redemption', () => {
  it('takes effect once for fifty at once with one id, and for fifty with one code', async () => {
    const redemptionId = randomUUID();
    const first = await cloud.newCode();
    const sameId = await Promise.all(Array.from({ length: 50 }, () => cloud.redeem(first, redemptionId)));
    expect(sameId.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(sameId.filter(({ body }) => body.code === 'REDEMPTION_REPEATED')).toHaveLength(49);
    const second = await cloud.newCode();
    const sameCode = await Promise.all(Array.from({ length: 50 }, () => cloud.redeem(second)));
    expect(sameCode.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(sameCode.filter(({ body }) => body.code === 'CODE_USED')).toHaveLength(49);
    expect(await cloud.redeemedCount()).toBe(2);
  });

  it('is either redeemed or closed, never both, when both come at once', async () => {
    const outcomes = new Set<string>();
    for (let round = 0; round < 5; round += 1) {
      const code = await cloud.newCode();
      const redemptionId = randomUUID();
      const calls =
        round % 2
          ? [cloud.redeem(code, redemptionId), cloud.close(redemptionId)]
          : [cloud.close(redemptionId), cloud.redeem(code, redemptionId)];
      const answers = await Promise.all(calls);
      const closed = answers.find(({ body }) => body.outcome);
      const redeemed = answers.find(({ status }) => status === 201);
      outcomes.add(closed?.body.outcome);
      expect(closed?.body.outcome).toBe(redeemed ? 'redeemed' : 'closed');
    }
    expect(outcomes.size).toBeGreaterThan(0);
  });

  it('that was answered is known after kill -9, and closing it hands over the same credential, each time', async () => {
    const code = await cloud.newCode();
    const redemptionId = randomUUID();
    const first = await cloud.redeem(code, redemptionId);
    await cloud.kill('SIGKILL');
    await cloud.start();
    expect(JSON.stringify((await cloud.ask('GET', '/mailbox')).body)).toContain(code);
    expect((await cloud.redeem(code, redemptionId)).body.code).toBe('REDEMPTION_REPEATED');
    for (let round = 0; round < 2; round += 1) {
      expect((await cloud.close(redemptionId)).body).toEqual({
        outcome: 'redeemed',
        credential: first.body.credential,
        redeemedAt: first.body.redeemedAt,
      });
    }
    expect((await cloud.beat(first.body.credential)).status).toBe(204);
    expect(await cloud.redeemedCount()).toBe(1);
  });

  it('has one true state after a kill -9 at any moment', async () => {
    for (let round = 0; round < 4; round += 1) {
      const code = await cloud.newCode();
      const redemptionId = randomUUID();
      const sent = cloud.redeem(code, redemptionId).catch(() => undefined);
      await new Promise((done) => setTimeout(done, round * 2));
      await cloud.kill('SIGKILL');
      const answered = await sent;
      await cloud.start();
      const { body } = await cloud.close(redemptionId);
      if (answered) expect(body).toMatchObject({ outcome: 'redeemed', credential: answered.body.credential });
      expect((await cloud.redeem(code, redemptionId)).status).toBe(409);
      await cloud.age(60_000);
    }
    expect(await cloud.redeemedCount()).toBeLessThanOrEqual(4);
  });

  it('that was closed unredeemed is refused for ever, and its code is still good for another', async () => {
    const code = await cloud.newCode();
    const redemptionId = randomUUID();
    expect((await cloud.close(redemptionId)).body).toEqual({ outcome: 'closed' });
    await cloud.kill('SIGKILL');
    await cloud.start();
    expect((await cloud.close(redemptionId)).body).toEqual({ outcome: 'closed' });
    expect(await cloud.redeem(code, redemptionId)).toMatchObject({
      status: 409,
      body: { code: 'REDEMPTION_CLOSED' },
    });
    expect((await cloud.redeem(code)).status).toBe(201);
  });

  it('is refused as malformed when a field is, and the code is not repeated', async () => {
    const good = {
      redemptionId: randomUUID(),
      authenticationCode: wrongCode,
      machineId,
      swiftposVersion: '1',
    };
    for (const change of [
      { redemptionId: 'no-uuid' },
      { machineId: '' },
      { swiftposVersion: 7 },
      { authenticationCode: null },
    ]) {
      const answer = await cloud.askVenue('POST', '/redemptions', { ...good, ...change });
      expect(answer).toMatchObject({ status: 400, body: { code: 'REQUEST_MALFORMED' } });
      expect(JSON.stringify(answer.body)).not.toContain(wrongCode);
    }
  });
});

describe('the ledger and the files', () => {
  it('hold no code and no credential', async () => {
    const code = await cloud.newCode();
    const redemptionId = randomUUID();
    const { credential } = (await cloud.redeem(code, redemptionId)).body;
    await cloud.redeem(wrongCode);
    await cloud.beat(credential);
    await cloud.close(redemptionId);
    const { body: ledger } = await cloud.ask('GET', '/ledger');
    expect(Object.keys(ledger)).toEqual([
      'codeRequests',
      'redemptions',
      'syncJobs',
      'activations',
      'heartbeats',
    ]);
    expect(ledger.redemptions).toEqual([
      { at: expect.any(String), customerNumber: '10482213', outcome: 'redeemed', redemptionId, machineId },
      expect.objectContaining({ outcome: 'CODE_WRONG' }),
    ]);
    const text = JSON.stringify(ledger);
    for (const secret of [code, wrongCode, credential]) expect(text).not.toContain(secret);
    await cloud.kill('SIGTERM');
    for (const name of readdirSync(cloud.dataFolder, { recursive: true, withFileTypes: true })) {
      if (!name.isFile()) continue;
      const bytes = readFileSync(join(name.parentPath, name.name));
      expect([name.name, bytes.includes(credential)]).toEqual([name.name, false]);
    }
    expect(cloud.output).not.toContain(code);
  });
});
