/** Rows for tests, each with what the test doesn't care about filled in. */
import type { StoredApiToken } from '../../src/domain/ports/api-token-store.js';
import type { AuditRecord } from '../../src/domain/ports/audit-log.js';
import type { NewOperation } from '../../src/domain/ports/operation-store.js';
import type { Session } from '../../src/domain/ports/sign-in-stores.js';
import { Permission } from '../../src/domain/types/permissions.js';
import type { ShownAlert } from '../../src/domain/types/venue-alert.js';

/** Noon of a day in 2031 and some minutes, so that order is visible. */
export function at(minutes: number): Date {
  return new Date(Date.UTC(2031, 4, 6, 12, minutes, 0, 123));
}

export function newOperation(given: Partial<NewOperation> = {}): NewOperation {
  return {
    id: 'op',
    kind: 'ONBOARD',
    state: 'PENDING',
    slot: undefined,
    requestedById: '1',
    requestedByName: 'Morgan Reyes',
    reason: undefined,
    input: {},
    planFingerprint: undefined,
    idempotencyKey: undefined,
    requestFingerprint: 'fingerprint',
    correlationId: 'correlation',
    scheduledFor: undefined,
    bootId: 'maker',
    createdAt: at(0),
    steps: [],
    ...given,
  };
}

export function auditRecord(given: Partial<AuditRecord> = {}): AuditRecord {
  return {
    at: at(0),
    clerkId: '1',
    clerkName: 'Morgan Reyes',
    action: 'onboard',
    target: undefined,
    outcome: 'INTENDED',
    reason: undefined,
    correlationId: 'correlation',
    ...given,
  };
}

export function newSession(
  given: Partial<Session & { tokenHash: string }> = {},
): Session & { tokenHash: string } {
  return {
    id: 'session',
    tokenHash: 'hash',
    clerkId: '1',
    createdAt: at(0),
    lastSeenAt: at(0),
    expiresAt: at(720),
    steppedUpUntil: undefined,
    standing: undefined,
    ...given,
  };
}

export function newApiToken(given: Partial<StoredApiToken> = {}): StoredApiToken {
  return {
    id: 'a',
    name: 'Nightly 日本',
    hash: 'f'.repeat(64),
    permissions: [Permission.SERVICES_VIEW, Permission.AUDIT_VIEW],
    clerkId: '1',
    createdByName: 'Morgan Reyes',
    madeWith: undefined,
    createdAt: at(0),
    expiresAt: at(60),
    lastUsedAt: undefined,
    ...given,
  };
}

/** An open alert about a service. */
export function newAlert(given: Partial<ShownAlert> = {}): ShownAlert {
  return {
    id: 'a',
    code: 'SERVICE_DOWN',
    subject: 'gateway-client',
    severity: 'CRITICAL',
    state: 'OPEN',
    message: 'Gateway Client is not running.',
    remedy: 'Start it.',
    seenAt: at(0),
    openedAt: at(2),
    quietSince: undefined,
    clearedAt: undefined,
    acknowledgedByName: undefined,
    acknowledgedReason: undefined,
    acknowledgedUntil: undefined,
    occurrences: 1,
    ...given,
  };
}
