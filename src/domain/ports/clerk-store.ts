/** The only writes on clerk security: for anyone who writes the trail too, and never for an edge. */
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
