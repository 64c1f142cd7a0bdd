/** What a row of the audit says was changed: how it was, and how it is since. */
import type { AuditFacts, AuditRow } from '../ports/audit-log.js';
import { type ChangeKind, DRIFT_ACTIONS } from '../types/audit.js';
import { type HostStartMode, START_MODES, START_MODES_IN_WORDS, type StartMode } from '../types/services.js';

/** How something is, in words. */
export interface State {
  readonly words: string;
  /** It expires then. */
  readonly until?: Date | undefined;
  /** What is compared, where that is not the words. */
  readonly value?: string | undefined;
}

export interface Fact {
  readonly kind: ChangeKind;
  /** e.g. `Managers: SERVICES_VIEW`, `NetPOS`. */
  readonly what: string;
  /** Undefined: the row does not say. */
  readonly before: State | undefined;
  readonly after: State;
}

/** Once it has expired, too. */
export const NOT_THERE = {
  PERMISSION: { words: 'Not granted' },
  TOKEN: { words: 'None' },
  MAINTENANCE: { words: 'Off' },
} as const;

/** Rows of these actions change something. */
export const TICK_ACTIONS = Object.entries(DRIFT_ACTIONS)
  .filter(([, kind]) => kind === 'GRANTED' || kind === 'REVOKED')
  .map(([action]) => action);
/** What these begin may expire. */
export const EXPIRING_ACTIONS = [...TICK_ACTIONS, 'setMaintenance'];
const TOKEN_ACTIONS = ['createApiToken', 'renewApiToken', 'revokeApiToken'];
const PIN_WORDS: Readonly<Record<string, string>> = {
  'clerk.set-pin': 'Set on the server',
  changePin: 'Changed by its clerk',
  endPin: 'Ended',
};
export const CHANGE_ACTIONS = [
  ...EXPIRING_ACTIONS,
  ...TOKEN_ACTIONS,
  ...Object.keys(PIN_WORDS),
  'endApiTokens',
  'serviceControl',
  'settings.change',
];

export function factsOf(row: AuditRow): readonly Fact[] {
  const { action, target = '', before, after, detail } = row;
  if (TICK_ACTIONS.includes(action)) {
    const is = DRIFT_ACTIONS[action] === 'GRANTED' ? { granted: true, ...after } : { granted: false };
    return [{ kind: 'PERMISSION', what: target, before: before && tick(before), after: tick(is) }];
  }
  if (TOKEN_ACTIONS.includes(action)) {
    const isEnd = action === 'revokeApiToken';
    const valid = lasting('Valid', detail?.['expiresAt']);
    const before = action === 'createApiToken' ? NOT_THERE.TOKEN : { words: 'Valid' };
    return [{ kind: 'TOKEN', what: target, before, after: isEnd ? NOT_THERE.TOKEN : valid }];
  }
  const pin = PIN_WORDS[action];
  if (pin) return [{ kind: 'PIN', what: target, before: undefined, after: { words: pin } }];
  if (action === 'setMaintenance')
    return [{ kind: 'MAINTENANCE', what: '', before: before && onOff(before), after: onOff(after ?? {}) }];
  if (action === 'serviceControl') return startMode(detail?.['input'] as ServiceChange | undefined);
  if (action === 'settings.change') return settings(row);
  return [];
}

function tick({ granted, expiresAt }: AuditFacts): State {
  return granted ? lasting('Granted', expiresAt) : NOT_THERE.PERMISSION;
}

function lasting(words: string, end: unknown): State {
  return typeof end === 'string' ? { words: `${words} until ${end}`, until: new Date(end) } : { words };
}

function onOff({ on, until }: AuditFacts): State {
  return on ? lasting('On', until) : NOT_THERE.MAINTENANCE;
}

/** What is stored of the request to change a service. */
interface ServiceChange {
  readonly key: string;
  readonly displayName: string;
  readonly command: { readonly do: string; readonly startMode?: StartMode };
  readonly was: Readonly<Record<string, { readonly startMode: HostStartMode | null } | undefined>>;
}

function startMode(change: ServiceChange | undefined): readonly Fact[] {
  const is = change?.command.startMode;
  if (!change || !is) return [];
  const was = change.was[change.key]?.startMode;
  const before = was ? { words: START_MODES_IN_WORDS[START_MODES[was]] } : undefined;
  return [
    { kind: 'START_MODE', what: change.displayName, before, after: { words: START_MODES_IN_WORDS[is] } },
  ];
}

/** Compared by digests of their values; a value that is secret or the default is not on record. */
function settings({ before, after, detail }: AuditRow): readonly Fact[] {
  const { changed = [], was, is } = (detail ?? {}) as ChangedSettings;
  return changed.map((what) => ({
    kind: 'SETTING',
    what,
    before: was && stateOf(was[what], before?.[what], 'Another value'),
    after: is ? stateOf(is[what], after?.[what], 'Changed') : { words: 'Changed' },
  }));
}

function stateOf(digest: string | undefined, value: unknown, unknown: string): State {
  if (digest === undefined) return { words: 'Not set' };
  return { words: inWords(value) ?? unknown, value: digest };
}

interface ChangedSettings {
  readonly changed?: readonly string[];
  readonly was?: Readonly<Record<string, string>>;
  readonly is?: Readonly<Record<string, string>>;
}

function inWords(value: unknown): string | undefined {
  return value === undefined || typeof value === 'string' ? value : JSON.stringify(value);
}
