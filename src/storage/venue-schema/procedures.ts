/** The only two writes to the venue's own tables, on every engine; what they are made of is the engine's. */
export interface VenueProcedure {
  readonly meaning: string;
  readonly parameters: readonly string[];
}

export const VENUE_PROCEDURES = {
  grant_permission: {
    meaning:
      'Ticks a box of a Clerk Security Group, until expires_at when that is not null. Refuses a group that is not there.',
    parameters: ['security_group_id', 'permission', 'by_name', 'at', 'expires_at'],
  },
  revoke_permission: {
    meaning:
      'Clears a box of a Clerk Security Group and keeps who did it. A box that is not ticked stays so.',
    parameters: ['security_group_id', 'permission', 'by_name', 'at'],
  },
} as const satisfies Readonly<Record<string, VenueProcedure>>;

export type VenueProcedureName = keyof typeof VENUE_PROCEDURES;

/** What one of them is called with: every parameter, by name. */
export type VenueArguments<Name extends VenueProcedureName> = Readonly<
  Record<(typeof VENUE_PROCEDURES)[Name]['parameters'][number], string | Date | null>
>;
