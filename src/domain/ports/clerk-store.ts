/** The only writes to clerk security. Callers also write the audit; resolvers never get it. */
import type { Permission } from '../types/permissions.js';
import type { ClerkReader } from './clerk-reader.js';

export interface ClerkStore extends ClerkReader {
  grant(tick: {
    securityGroupId: string;
    permission: Permission;
    byName: string;
    at: Date;
    expiresAt?: Date;
  }): Promise<void>;
  revoke(tick: { securityGroupId: string; permission: Permission; byName: string; at: Date }): Promise<void>;
}
