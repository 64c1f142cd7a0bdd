/** What has to be so that an operation comes to the point of a strike: how the venue begins, what a clerk asks for, and what goes wrong before. */
import type { Act } from '../clerks/act.js';
import type { Fault } from './faults.js';
import type { Strike } from './strikes.js';

export interface Scenario {
  /** True time of the begin. */
  readonly at?: number;
  readonly connected?: 'never' | 'synced';
  readonly isLicensed?: boolean;
  readonly restartsGateway?: boolean;
  readonly secondPerson?: boolean;
  readonly isLarge?: boolean;
  readonly packageStarts?: boolean;
  /** What the first act of the run has otherwise than by chance. */
  readonly act?: Act['with'];
  /** Also where the server is off for hours after it: only what takes ordering away needs a second person. */
  readonly overridesHours?: true;
  /** How long after it a clerk cancels it, in ms. */
  readonly cancelAfterMs?: number;
  /** What else happens, in ms after it. */
  readonly also?: readonly {
    readonly afterMs: number;
    readonly act?: Act;
    readonly fault?: Fault;
    readonly forMs?: number;
  }[];
  /** From the begin of the run on. */
  readonly fault?: Fault;
  /** Begins with the cancel, and lasts for minutes. */
  readonly faultAtCancel?: Fault;
  /** So many clerks send that act under one key, and one of them once more, 20 s later. */
  readonly callers?: number;
  /** Strikes before. */
  readonly before?: readonly Strike[];
}

/** Monday in Sydney: a second person is asked where a send takes ordering away. */
const NOON = Date.parse('2031-05-05T02:00:00.000Z');

const refused = (point: string): Strike => ({ point, mode: 'refused', time: 1 });
const killed = (point: string): Strike => ({ point, mode: 'killed-after', time: 1 });
const stateAwayAtBegin: Strike = { point: 'RESYNC/check-again updateStep:RUNNING', mode: 'away', time: 1 };
const migrated: Fault = { of: 'venue', name: 'swiftpos', value: 'migrated' };
const cloudAway: Fault = { of: 'venue', name: 'cloud', value: 'down' };
const START_GATEWAY = 'ONBOARD/start-gateway-client Start-VenueHostService';
/** The cloud hears the gateway then, and does not say so. */
const UNHEARD: NonNullable<Scenario['also']> = [
  { afterMs: 11_500, fault: { of: 'venue', name: 'cloud', value: 'error-500' }, forMs: 60_000 },
];
/** And a person has started Cloud Sync in Windows, before the onboarding did. */
const FIRST_SYNC_BEGINS: NonNullable<Scenario['also']> = [
  { afterMs: 5500, fault: { of: 'people', name: 'startService', value: 'cloud-sync' } },
  ...UNHEARD,
];
/** In the middle of a full send of a minute. */
const WHILE_SENDING_MS = 25_000;

/** Each whose pattern the cell's name has; a later row wins. */
const ROWS: readonly (readonly [RegExp, Scenario])[] = [
  [/^[A-Z_]+\/(- create|redeem-code |(start|stop) [A-Z])/, { callers: 20 }],
  [/^ONBOARD\//, { connected: 'never', isLicensed: true, act: { code: 'right', overrides: true } }],
  [/^ONBOARD\/(undo )?(reread-credential|undo Restore)/, { restartsGateway: true }],
  [
    /^ONBOARD\/reread-credential (Stop|Start)/,
    { connected: 'synced', restartsGateway: true, fault: migrated },
  ],
  // Ordering works already, so that the first sync would take it away.
  [
    /^ONBOARD\/(download-cloud-sync|install-cloud-sync|set-start-modes|start-cloud-sync) .*off-for-hours/,
    {
      connected: 'synced',
      isLicensed: false,
      also: [{ afterMs: -30_000, fault: { of: 'people', name: 'orderCloudSync', value: 'now' } }],
    },
  ],
  [/^ONBOARD\/install-cloud-sync (Stop|Remove)-/, { packageStarts: true }],
  [/^ONBOARD\/forget-previous-credential /, { connected: 'synced', fault: migrated }],
  [
    /^ONBOARD\/redeem-code Close/,
    { before: [{ point: 'ONBOARD/redeem-code Invoke-CodeRedemption', mode: 'died-after', time: 1 }] },
  ],
  [/^ONBOARD\/do claim/, { before: [killed('ONBOARD/download-cloud-sync updateStep:RUNNING')] }],
  [/^ONBOARD\/(do progress:failure|undo )/, { before: [refused(START_GATEWAY)] }],
  [
    /^ONBOARD\/(undo Close|do (progress:chosen|transition:NEEDS))/,
    {
      before: [
        { point: 'ONBOARD/redeem-code Invoke-CodeRedemption', mode: 'died-after', time: 1 },
        ...Array.from({ length: 3 }, () => refused('ONBOARD/redeem-code Close-CodeRedemption')),
      ],
      also: [{ afterMs: 6000, act: { name: 'resolve', clerk: '1', with: { choice: 'give-up' } } }],
    },
  ],
  [
    /^ONBOARD\/do progress:chosen/,
    { also: [{ afterMs: 6000, act: { name: 'resolve', clerk: '1', with: { choice: 'ask-again' } } }] },
  ],
  [/^ONBOARD\/undo Stop-/, { before: [{ ...refused(START_GATEWAY), mode: 'failed-after' }] }],
  [/^ONBOARD\/undo Remove-FirstSync/, { before: [], also: FIRST_SYNC_BEGINS, cancelAfterMs: 20_000 }],
  [/^ONBOARD\/undo Start-/, { connected: 'synced', restartsGateway: true, fault: migrated }],
  [
    /^ONBOARD\/undo progress:failure/,
    { before: [refused(START_GATEWAY), killed('ONBOARD/undo updateStep:result')] },
  ],
  [/^ONBOARD\/undo Set-/, { connected: 'never' }],
  [
    /^ONBOARD\/undo claim/,
    {
      before: [refused(START_GATEWAY), killed('ONBOARD/do progress:failure')],
    },
  ],
  [/^ONBOARD\/.*(CANCELLED|CANCELLING)/, { cancelAfterMs: 1500, before: [] }],
  [
    /^ONBOARD\/undo transition:CANCELLING/,
    {
      before: [
        refused(START_GATEWAY),
        { point: 'ONBOARD/undo Restore-GatewayCredential', mode: 'hung-before', time: 1 },
      ],
      cancelAfterMs: 25_000,
    },
  ],
  [
    /^ONBOARD\/later Clear/,
    {
      connected: 'synced',
      fault: migrated,
      before: [refused('ONBOARD/forget-previous-credential Clear-PreviousCredential')],
    },
  ],
  [
    /^ONBOARD\/later updateStep/,
    {
      connected: 'synced',
      fault: migrated,
      before: [refused('ONBOARD/forget-previous-credential Clear-PreviousCredential')],
    },
  ],
  [/^ONBOARD\/later Remove/, { also: FIRST_SYNC_BEGINS, cancelAfterMs: 20_000, faultAtCancel: cloudAway }],

  [
    /^RESYNC\//,
    { connected: 'synced', isLicensed: true, secondPerson: false, act: { overrides: true, inMinutes: 0 } },
  ],
  [
    /^RESYNC\/(check-again|- transition:(PENDING|FAILED|CANCELLED))/,
    { act: { overrides: true, inMinutes: 5 } },
  ],
  [/^RESYNC\/- transition:CANCELLED/, { cancelAfterMs: 60_000 }],
  // Its start is long past when the server comes back.
  [
    /^RESYNC\/- transition:FAILED/,
    { before: [{ point: 'RESYNC/- create', mode: 'off-for-hours', time: 1 }] },
  ],
  [
    /^RESYNC\/- transition:SCHEDULED/,
    {
      at: NOON,
      secondPerson: true,
      overridesHours: true,
      act: { overrides: true, inMinutes: 10 },
      also: [
        { afterMs: -10_000, act: { name: 'grant', clerk: '1', with: { grants: true } } },
        { afterMs: 10_000, act: { name: 'approve', clerk: '2', with: { approves: true } } },
      ],
    },
  ],
  [
    /^RESYNC\/withdraw-open-send /,
    { also: [{ afterMs: -5000, fault: { of: 'people', name: 'otherSend', value: 'begins' } }] },
  ],
  [
    /^RESYNC\/send-all-rows Start-/,
    { also: [{ afterMs: 15_000, fault: { of: 'people', name: 'killService', value: 'cloud-sync' } }] },
  ],
  [
    /^RESYNC\/(do claim|send-all-rows Suspend)/,
    { before: [killed('RESYNC/send-all-rows updateStep:RUNNING')] },
  ],
  [/^RESYNC\/(do progress:failure|undo )/, { cancelAfterMs: WHILE_SENDING_MS }],
  [/^RESYNC\/(?!- transition:CANCELLING).*(CANCELLED|CANCELLING)/, { cancelAfterMs: WHILE_SENDING_MS }],
  // The state was away as its first step began; it is cancelled before the runner tries again.
  [
    /^RESYNC\/- (transition:CANCELLING|progress:failure)/,
    {
      act: { overrides: true, inMinutes: 5 },
      before: [stateAwayAtBegin],
      cancelAfterMs: 5 * 60_000 + 20_500,
    },
  ],
  [/^RESYNC\/- progress:failure/, { before: [stateAwayAtBegin, killed('RESYNC/- transition:CANCELLING')] }],
  [/^RESYNC\/- transition:CANCELLED/, { cancelAfterMs: 60_000 }],
  [/^RESYNC\/undo progress:failure/, { before: [killed('RESYNC/undo updateStep:result')] }],
  [
    /^RESYNC\/undo transition:CANCELLING/,
    {
      before: [
        refused('RESYNC/expect-full-send Register-SyncJob'),
        { point: 'RESYNC/undo Resume-ServicesMonitor', mode: 'hung-before', time: 1 },
      ],
      cancelAfterMs: 5000,
    },
  ],
  [/^RESYNC\/undo claim/, { before: [killed('RESYNC/do progress:failure')] }],
  [
    /^RESYNC\/undo transition:FAILED/,
    { cancelAfterMs: 0, before: [refused('RESYNC/expect-full-send Register-SyncJob')] },
  ],
  // It would be over before the cloud is back.
  [/^RESYNC\/later /, { isLarge: true, cancelAfterMs: WHILE_SENDING_MS, faultAtCancel: cloudAway }],

  [/^SERVICE_CONTROL\//, { connected: 'synced', act: { key: 'netpos', do: 'restart' } }],
  [/^SERVICE_CONTROL\/set-start-modes/, { act: { key: 'netpos', do: 'setStartMode', startMode: 'MANUAL' } }],
  [/^SERVICE_CONTROL\/do claim/, { before: [killed('SERVICE_CONTROL/stop updateStep:RUNNING')] }],
  [
    /^SERVICE_CONTROL\/(do progress:failure|undo )/,
    { before: [refused('SERVICE_CONTROL/start Start-VenueHostService')] },
  ],
  [
    /^SERVICE_CONTROL\/undo claim/,
    {
      before: [
        refused('SERVICE_CONTROL/start Start-VenueHostService'),
        killed('SERVICE_CONTROL/do progress:failure'),
      ],
    },
  ],
  [
    /^SERVICE_CONTROL\/undo Set-/,
    {
      act: { key: 'netpos', do: 'setStartMode', startMode: 'MANUAL' },
      before: [
        { point: 'SERVICE_CONTROL/set-start-modes Set-ServiceStartMode', mode: 'failed-after', time: 1 },
      ],
    },
  ],
  // It is started, and its rollback leaves it running.
  [
    /^SERVICE_CONTROL\/start .*(failed-after|cancelled)/,
    {
      act: { key: 'netpos', do: 'start' },
      also: [{ afterMs: -1000, fault: { of: 'people', name: 'stopService', value: 'netpos' } }],
    },
  ],
  [/^SERVICE_CONTROL\/.*(CANCELLED|CANCELLING)/, { cancelAfterMs: 1500, before: [] }],
  [
    /^SERVICE_CONTROL\/- (transition:CANCELL|progress:failure)/,
    { before: [{ point: 'SERVICE_CONTROL/- claim', mode: 'cancelled', time: 1 }] },
  ],
  [
    /^SERVICE_CONTROL\/undo transition:CANCELLING/,
    {
      before: [
        refused('SERVICE_CONTROL/start Start-VenueHostService'),
        { point: 'SERVICE_CONTROL/undo Start-VenueHostService', mode: 'hung-before', time: 1 },
      ],
      cancelAfterMs: 40_000,
    },
  ],
  [
    /^SERVICE_CONTROL\/undo progress:failure/,
    {
      before: [
        refused('SERVICE_CONTROL/start Start-VenueHostService'),
        killed('SERVICE_CONTROL/undo updateStep:result'),
      ],
    },
  ],

  [/^ACTIVATE_LOCATIONS\//, { connected: 'synced', act: {} }],
  [/^ACTIVATE_LOCATIONS\/do claim/, { before: [killed('ACTIVATE_LOCATIONS/activate updateStep:RUNNING')] }],
  [
    /^ACTIVATE_LOCATIONS\/(do progress:failure|undo )/,
    { before: [refused('ACTIVATE_LOCATIONS/activate Enable-CloudLocation')] },
  ],
  [
    /^ACTIVATE_LOCATIONS\/undo claim/,
    {
      before: [
        refused('ACTIVATE_LOCATIONS/activate Enable-CloudLocation'),
        killed('ACTIVATE_LOCATIONS/do progress:failure'),
      ],
    },
  ],
  [/^ACTIVATE_LOCATIONS\/.*(CANCELLED|CANCELLING)/, { cancelAfterMs: 100, before: [] }],
  [
    /^ACTIVATE_LOCATIONS\/undo transition:CANCELLING/,
    { cancelAfterMs: 20, before: [refused('ACTIVATE_LOCATIONS/activate Enable-CloudLocation')] },
  ],
  [
    /^ACTIVATE_LOCATIONS\/undo progress:failure/,
    {
      before: [
        refused('ACTIVATE_LOCATIONS/activate Enable-CloudLocation'),
        killed('ACTIVATE_LOCATIONS/undo updateStep:FAILED'),
      ],
    },
  ],
];

/** `cell`: its name. */
export function scenarioOf(cell: string): Scenario {
  return Object.assign({}, ...ROWS.filter(([pattern]) => pattern.test(cell)).map(([, scenario]) => scenario));
}
