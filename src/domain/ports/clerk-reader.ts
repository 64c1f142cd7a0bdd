/** Clerks, their two groups and the permissions, read through views. */
import type { Permission } from '../types/permissions.js';

export interface ClerkRow {
  readonly id: string;
  readonly name: string;
  /** False: left or switched off; can't sign in and holds nothing. */
  readonly active: boolean;
  readonly clerkGroupId: string;
  readonly securityGroupId: string | undefined;
}

export interface ClerkGroupRow {
  readonly id: string;
  readonly name: string;
}

export interface SecurityGroupRow {
  readonly id: string;
  readonly name: string;
  /** 1 is highest. */
  readonly rank: number;
}

export interface PermissionTickRow {
  readonly securityGroupId: string;
  readonly permission: Permission;
  readonly granted: boolean;
  readonly grantedByName: string | undefined;
  readonly grantedAt: Date | undefined;
  readonly expiresAt: Date | undefined;
}

/** A clerk with the permissions in effect. */
export interface ClerkStanding extends Omit<ClerkRow, 'name'> {
  readonly permissions: readonly Permission[];
}

/** Each method is one SQL statement, whatever the number of keys; results come in the order of their IDs unless said. */
export interface ClerkReader {
  clerks(ids?: readonly string[]): Promise<readonly ClerkRow[]>;
  standings(ids: readonly string[]): Promise<readonly ClerkStanding[]>;
  clerksOfClerkGroups(groupIds: readonly string[]): Promise<readonly ClerkRow[]>;
  clerksOfSecurityGroups(groupIds: readonly string[]): Promise<readonly ClerkRow[]>;
  /** By ID order. */
  clerkGroups(ids?: readonly string[]): Promise<readonly ClerkGroupRow[]>;
  locationGroupIdsOf(
    clerkGroupIds: readonly string[],
  ): Promise<readonly { clerkGroupId: string; locationGroupId: string }[]>;
  /** By rank. */
  securityGroups(ids?: readonly string[]): Promise<readonly SecurityGroupRow[]>;
  /** Every permission of each group; a missing row reads as not granted. */
  ticks(securityGroupIds: readonly string[]): Promise<readonly PermissionTickRow[]>;
}
