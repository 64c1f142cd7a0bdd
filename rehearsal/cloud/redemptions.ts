/** Redemption of a code: at most once an id, and an id that was closed is refused for ever. */
import { codeExpired, codeUsed, registrationExpired, takeCode } from './codes.js';
import { type CloudMemory, digest, record } from './memory.js';
import { readRegistration } from './registration.js';
import { type CloudAnswer, type CloudRequest, Refusal, Silence, textOf, uuidOf } from './request.js';

export function redeem(request: CloudRequest): CloudAnswer {
  const { memory, faults, faultsNow, body } = request;
  const redemptionId = uuidOf(body['redemptionId'], 'redemptionId');
  const code = textOf(body, 'authenticationCode');
  const machineId = textOf(body, 'machineId');
  const swiftposVersion = textOf(body, 'swiftposVersion');
  const silence = new Silence(() => faultsNow().redeem === faults.redeem);
  if (faults.redeem === 'timeout-before-commit') {
    record(memory, 'redemptions', 'not-committed', { redemptionId });
    throw silence;
  }
  // The wrong attempt that is counted and the refusal that is recorded are committed too: a refusal is returned in here, not thrown.
  const refusal = memory.atOnce(() => {
    const refused = refusalFor(request, redemptionId) ?? takeCode(memory, code);
    if (!refused) commit(memory, redemptionId, machineId, swiftposVersion);
    record(memory, 'redemptions', refused?.code ?? 'redeemed', { redemptionId, machineId });
    return refused;
  });
  if (refusal) throw refusal;
  if (faults.redeem === 'timeout-after-commit') throw silence;
  const row = memory.find('SELECT at FROM redemption WHERE id = ?', redemptionId);
  return {
    status: 201,
    body: { redemptionId, credential: memory.credentialOf(redemptionId), redeemedAt: row?.['at'] },
  };
}

/** Redeemed: the same credential again. Otherwise this id is refused from now on. Asking twice answers the same. */
export function closeRedemption({ memory, params }: CloudRequest): CloudAnswer {
  const redemptionId = uuidOf(params['redemptionId'], 'redemptionId');
  const row = memory.atOnce(() => {
    const known = memory.find('SELECT state, at FROM redemption WHERE id = ?', redemptionId);
    if (known) return known;
    memory.run(
      `INSERT INTO redemption (id, state, at, sequence) VALUES (?, 'CLOSED', ?, ${nextSequence})`,
      redemptionId,
      new Date().toISOString(),
    );
    record(memory, 'redemptions', 'closed', { redemptionId });
    return undefined;
  });
  if (row?.['state'] !== 'REDEEMED') return { status: 200, body: { outcome: 'closed' } };
  const credential = memory.credentialOf(redemptionId);
  return { status: 200, body: { outcome: 'redeemed', credential, redeemedAt: row['at'] } };
}

const nextSequence = '(SELECT coalesce(max(sequence), 0) + 1 FROM redemption)';

function refusalFor({ memory, dataFolder, faults }: CloudRequest, redemptionId: string): Refusal | undefined {
  const known = memory.find('SELECT state FROM redemption WHERE id = ?', redemptionId);
  if (known?.['state'] === 'REDEEMED') {
    return new Refusal(
      409,
      'REDEMPTION_REPEATED',
      'This redemption was made already. Close it to learn its outcome.',
    );
  }
  if (known) return new Refusal(409, 'REDEMPTION_CLOSED', 'This redemption was closed. Start a new one.');
  if (readRegistration(dataFolder, faults).expired) return registrationExpired();
  if (faults.redeem === 'used') return codeUsed();
  if (faults.redeem === 'expired') return codeExpired();
  return undefined;
}

function commit(memory: CloudMemory, id: string, machineId: string, swiftposVersion: string): void {
  memory.run(
    `INSERT INTO redemption (id, state, at, sequence, credential_digest, machine_id, swiftpos_version)
     VALUES (?, 'REDEEMED', ?, ${nextSequence}, ?, ?, ?)`,
    id,
    new Date().toISOString(),
    digest(memory.credentialOf(id)),
    machineId,
    swiftposVersion,
  );
}
