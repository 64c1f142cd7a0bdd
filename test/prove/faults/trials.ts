/** Every fault that a rehearsal knows, and what is tried under it. `fault-table.ts` is compared with this list by a test. */

/** What is tried, on which venue. */
export type Attempt =
  | 'request a code'
  | 'onboard'
  /** Of a venue that is connected. */
  | 'resync'
  /** Without overriding what the evidence says. */
  | 'resync on the evidence'
  | 'onboard again'
  | 'stop netpos'
  | 'diagnose';

export interface Trial {
  /** `name=value`, as for `venue-control rehearse`. */
  readonly fault: string;
  readonly attempt: Attempt;
  /** Set when this is stored of the operation, see watched-rows.ts. Default: before the plan. */
  readonly from?: string;
  /** In words, for the table. */
  readonly when?: string;
  /** What comes of it is the same each time, but for its time. */
  readonly isSteady?: true;
}

const AFTER_CODE = { from: 'step:keep-credential:RUNNING', when: 'once the code is redeemed' } as const;
const AT_CODE = { from: 'step:redeem-code:RUNNING', when: 'when the code is sent' } as const;
const SENDING = { from: 'step:expect-full-send:RUNNING', when: 'while all is sent' } as const;

const cloudTrials = ['down', 'slow', 'error-500', 'error-429', 'reset', 'malformed', 'huge'].flatMap(
  (value): Trial[] => [
    { fault: `cloud=${value}`, attempt: 'onboard', ...AFTER_CODE },
    { fault: `cloud=${value}`, attempt: 'onboard', ...AT_CODE },
  ],
);

export const TRIALS: readonly Trial[] = [
  { fault: 'cloud=down', attempt: 'request a code', isSteady: true },
  { fault: 'cloud=down', attempt: 'onboard', isSteady: true },
  ...cloudTrials,
  { fault: 'redeem=timeout-before-commit', attempt: 'onboard' },
  { fault: 'redeem=timeout-after-commit', attempt: 'onboard' },
  { fault: 'redeem=used', attempt: 'onboard', isSteady: true },
  { fault: 'redeem=expired', attempt: 'onboard', isSteady: true },
  { fault: 'registration=expired', attempt: 'request a code', isSteady: true },
  { fault: 'registration=expired', attempt: 'onboard', isSteady: true },
  { fault: 'registration=expiring', attempt: 'onboard' },
  { fault: 'licence=no-cloud-sync', attempt: 'onboard' },
  { fault: 'package=checksum-wrong', attempt: 'onboard', isSteady: true },
  { fault: 'package=signature-wrong', attempt: 'onboard' },
  { fault: 'package=truncated', attempt: 'onboard' },
  { fault: 'package=cut', attempt: 'onboard', isSteady: true },
  { fault: 'sync=stall', attempt: 'resync', ...SENDING },
  { fault: 'sync=fail-at-50', attempt: 'resync', ...SENDING },
  { fault: 'sync=refuses-withdrawal', attempt: 'resync', ...SENDING },
  { fault: 'sync=exceptions', attempt: 'diagnose' },
  { fault: 'sync=exceptions', attempt: 'resync on the evidence' },
  { fault: 'sync=backlog', attempt: 'diagnose' },
  { fault: 'sync=backlog', attempt: 'resync on the evidence' },
  { fault: 'link=down', attempt: 'onboard' },
  { fault: 'link=down', attempt: 'diagnose' },
  { fault: 'link=old-server-connected', attempt: 'onboard', isSteady: true },
  { fault: 'elevation=missing', attempt: 'onboard', isSteady: true },
  { fault: 'swiftpos=too-old', attempt: 'onboard', isSteady: true },
  { fault: 'swiftpos=version-mismatch', attempt: 'diagnose' },
  { fault: 'swiftpos=migrated', attempt: 'onboard again' },
  { fault: 'swiftpos=web-server-down', attempt: 'diagnose' },
  { fault: 'database=reindexing', attempt: 'onboard', isSteady: true },
  { fault: 'database=locked', attempt: 'onboard' },
  { fault: 'database=full', attempt: 'onboard' },
  { fault: 'service=gateway-client:stops-after-start', attempt: 'onboard', isSteady: true },
  { fault: 'service=gateway-client:never-starts', attempt: 'onboard' },
  { fault: 'service=netpos:stubborn', attempt: 'stop netpos' },
  { fault: 'service=cloud-sync:crashes', attempt: 'resync', ...SENDING },
  { fault: 'monitor=restarts-planned-stops', attempt: 'stop netpos' },
  { fault: 'monitor=daily-restart-in-window', attempt: 'resync' },
];

/** Those that need a venue that is connected. */
export function needsLink({ attempt }: Trial): boolean {
  return attempt !== 'request a code' && attempt !== 'onboard';
}
