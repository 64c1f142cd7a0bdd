/** One trial: the fault is set, something is tried, what is answered is one row, the fault is taken away. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, PracticeVenue } from '../../venue/practice-venue.js';
import {
  type Checked,
  type OperationAnswer,
  onboard,
  overridesOf,
  planOnboarding,
  planResync,
  requestCode,
  resync,
  untilOver,
} from '../../venue/requests.js';
import { WatchedRows } from '../shared/watched-rows.js';
import type { Trial } from './trials.js';

export interface FaultRow {
  readonly fault: string;
  readonly tried: string;
  /** State of the operation; `refused` when none was begun, else what the diagnosis says. */
  readonly state: string;
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
  readonly restored: readonly string[];
  readonly notRestored: readonly string[];
  readonly seconds: number;
}

/** Longer than any step of these trials may take. */
const TRIAL_MS = 120_000;
/** Every process of the rehearsal has seen a fault by then. */
const SEEN_MS = 1100;

export async function tryFault(venue: PracticeVenue, trial: Trial): Promise<FaultRow> {
  const since = performance.now();
  const rows = new WatchedRows(venue.stateFile);
  try {
    const found = await attempt(venue, rows, trial);
    return {
      fault: trial.fault,
      tried: trial.when ? `${trial.attempt}, ${trial.when}` : trial.attempt,
      ...found,
      message: plain(found.message),
      remedy: plain(found.remedy),
      seconds: Math.round((performance.now() - since) / 100) / 10,
    };
  } finally {
    rows.close();
    await venue.setFaults({});
  }
}

type Found = Omit<FaultRow, 'fault' | 'tried' | 'seconds'>;

async function attempt(venue: PracticeVenue, rows: WatchedRows, trial: Trial): Promise<Found> {
  // A code is asked for while the cloud still answers, so that the trial is about what it says it is about.
  const code = trial.attempt.startsWith('onboard') ? await requestCode(venue) : '';
  if (trial.from === undefined) await set(venue, trial);
  if (trial.attempt === 'diagnose') return diagnosis(venue);
  const known = rows.ids();
  const meanwhile = trial.from === undefined ? undefined : setWhileHeld(venue, rows, trial, known);
  const answer = await ask(venue, trial, code);
  await meanwhile;
  if (answer.errors[0]) return refusal(answer.errors[0]);
  const id = answer.data?.onboard?.id ?? answer.data?.resync?.id;
  if (id === undefined) return nothingWrong;
  const result = await untilOver(venue, id, TRIAL_MS, ['NEEDS_ATTENTION']);
  if (!result) throw new Error(`Operation ${id} is lost`);
  return ended(result);
}

async function set(venue: PracticeVenue, { fault }: Trial): Promise<void> {
  const [name = '', value = ''] = fault.split('=');
  await venue.setFaults({ [name]: value });
  await sleep(SEEN_MS);
}

/** At the sign the server can store nothing more until the fault is there: so the moment is always the same. */
async function setWhileHeld(
  venue: PracticeVenue,
  rows: WatchedRows,
  trial: Trial,
  known: ReadonlySet<string>,
): Promise<void> {
  const kind = trial.attempt.startsWith('resync') ? 'RESYNC' : 'ONBOARD';
  await rows.until(kind, known, trial.from ?? '', TRIAL_MS);
  const lock = rows.hold();
  await set(venue, trial).finally(() => lock.free());
}

async function ask(venue: PracticeVenue, { attempt: what }: Trial, code: string): Promise<Answer> {
  switch (what) {
    case 'request a code':
      return venue.ask('mutation { requestAuthenticationCode(customerNumber: "10482213") { sentTo } }');
    case 'resync':
      return resync(venue, await ready(() => planResync(venue)));
    case 'resync on the evidence':
      await diagnosis(venue);
      return onEvidence(venue, await ready(() => planResync(venue)));
    case 'stop netpos':
      return venue.ask('mutation { stopService(key: "netpos", reason: "A trial") { status } }');
    case 'onboard again':
      return onboard(venue, await ready(() => planOnboarding(venue), 'OLD_SERVER'), code);
    default:
      return onboard(venue, await ready(() => planOnboarding(venue)), code);
  }
}

function onEvidence(venue: PracticeVenue, plan: Checked): Promise<Answer> {
  return resync(venue, plan, { overrides: overridesOf(plan).filter((code) => code !== 'SYNC_IS_CAUSE') });
}

/** A first sync that still runs is waited for, and what `also` names; a plan that stays blocked is asked for all the same, for the refusal. */
async function ready(plan: () => Promise<Checked>, also?: string): Promise<Checked> {
  let drawn = await plan();
  for (const deadline = Date.now() + 20_000; Date.now() < deadline; drawn = await plan()) {
    const isPassing = drawn.checks.some(
      ({ code, outcome }) => ['FIRST_SYNC_RUNNING', also].includes(code) && outcome === 'FAIL',
    );
    if (!isPassing) break;
    await sleep(300);
  }
  return drawn;
}

const nothingWrong: Found = {
  state: 'done',
  code: '',
  message: '',
  remedy: '',
  restored: [],
  notRestored: [],
};

function refusal({ message, extensions }: Answer['errors'][number]): Found {
  const { code, remedy = '' } = extensions;
  return { ...nothingWrong, state: 'refused', code, message, remedy };
}

function ended({ state, failure }: OperationAnswer): Found {
  if (!failure) return { ...nothingWrong, state };
  const { code, message, remedy, restored, notRestored } = failure;
  return { state, code, message, remedy, restored, notRestored };
}

/** Checked until two checks agree on a cause: Cloud Sync needs its seconds to run into the fault. */
async function diagnosis(venue: PracticeVenue): Promise<Found> {
  const question = '{ syncDiagnosis { cause recommendation resyncJustified } }';
  let last = '';
  for (const deadline = Date.now() + 20_000; ; await sleep(700)) {
    const { data } = await venue.ask(question);
    const { cause, recommendation, resyncJustified } = data.syncDiagnosis;
    if ((cause !== 'NONE' && cause === last) || Date.now() > deadline) {
      const message = `resync ${resyncJustified ? 'justified' : 'not justified'}`;
      return { ...nothingWrong, state: 'diagnosed', code: cause, message, remedy: recommendation };
    }
    last = cause;
  }
}

/** Without what differs from run to run. */
function plain(text: string): string {
  return text
    .replace(/\d{4}-\d{2}-\d{2}(T[\d:.]+Z)?/g, '<date>')
    .replace(/\b\d{2}:\d{2}\b/g, '<time>')
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<id>');
}
