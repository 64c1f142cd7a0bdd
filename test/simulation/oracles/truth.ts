/**
 * 5. Truth: the status never says that something works which the model knows doesn't, nor that it is down when it works, nor "planned"
 * while no one acts, beyond the age that it states; a critical condition that lasts opens its alert, and clears it.
 */

import { connectionOf } from '../../../rehearsal/model/cloud/venue.js';
import { isTrading } from '../../../rehearsal/model/time.js';
import { consumersOf, orderingWorks } from '../../../rehearsal/model/truth.js';
import { HOLDING } from '../../../src/domain/operations/admission.js';
import { ORDERING } from '../../../src/domain/types/services.js';
import type { Oracle, Simulation } from '../simulation.js';
import type { EndedOperation } from './written.js';

/** A reading takes 30 s at most, the next one begins 5 s later, and a link is called silent after 5 s. */
const SETTLED_MS = 60_000;
/** What the fault swiftpos=too-old makes of the programs. */
const TOO_OLD = '10.36.0';
/** The status rests on a reading of the cloud that is five minutes old at most. */
const FORGOTTEN_MS = 6 * 60_000;
/** The steps that wait for a break. */
const WAITS = /^ONBOARD\/(install|start)-cloud-sync$/;
/** ONBOARDING_WAITS begins after an hour. */
const LONG_WAIT_MS = 65 * 60_000;
/**
 * Ordering that worked for so long, while no onboarding was under way, is no first link that was rolled back.
 */
const WORKED_MS = 3 * 60_000;
/**
 * A link that was heard so long after the end of an onboarding that was rolled back connects by what that
 * left.
 */
const HEARD_MS = 20 * 60_000;
const EXPIRED = 'the registration has expired';
const LAST_KNOWN: readonly string[] = ['VENUE_ROW_MALFORMED', 'VENUE_DATABASE_UNAVAILABLE'];
const NOT_SINCE = 'no heartbeat since the last onboarding was rolled back';
/** After this long an unplanned outage in trading hours has its alert (ORDERING_DOWN opens after 2 minutes). */
const ALERT_MS = 5 * 60_000;

/** A first sync of which the cloud received nothing for so long is stalled. */
const IDLE_MS = 20 * 60_000;
/** What ceases to work so often in so long does not work. */
const UNSTEADY_TIMES = 5;
const UNSTEADY_MS = 3 * 60_000;
/** What ceased twice or more works steadily after ten minutes. */
const STEADY_MS = 10 * 60_000;

export function truth(): Oracle {
  /** Since when the model says the same of each consumer, and of all of them. */
  let seen = -1;
  let seenAt = 0;
  let said = '';
  let sleptMs = 0;
  let since = 0;
  let tooOldAt = Number.NEGATIVE_INFINITY;
  let downSince: number | undefined;
  let calmSince = Number.POSITIVE_INFINITY;
  let waitsSince: number | undefined;
  let works = { is: false, since: 0 };
  let hasWorked = false;
  let controlSince: number | undefined;
  let unnamedSince: number | undefined;
  let cloudAwayAt = Number.NEGATIVE_INFINITY;
  let ended = 0;
  /** When each consumer ceased to work. */
  const ceased = new Map<string, number[]>();
  const worked = new Map<string, boolean>();
  let rolledBackAt = Number.POSITIVE_INFINITY;
  return {
    afterEvent(simulation) {
      const { model, modelVersion, time, plane } = simulation;
      for (const operation of simulation.written.ended.slice(ended)) {
        if (operation.kind !== 'ONBOARD') continue;
        rolledBackAt = isWhole(simulation, operation) ? time.at : Number.POSITIVE_INFINITY;
      }
      ended = simulation.written.ended.length;
      // Faults begin and end with a change of the model; of the rest a second is fine enough.
      if (modelVersion === seen && time.at - seenAt < 1000) return;
      seen = modelVersion;
      seenAt = time.at;
      const consumers = new Map(consumersOf(model).map((consumer) => [consumer.name, consumer]));
      for (const { name, works: is } of consumers.values()) {
        if (worked.get(name) && !is) ceased.set(name, [...(ceased.get(name) ?? []), time.at]);
        worked.set(name, is);
      }
      const now = [...consumers.values()].map((consumer) => consumer.works).join();
      // A server that slept reads again first.
      const awayMs = time.sleptMs + time.pausedMs;
      if (now !== said || awayMs !== sleptMs) {
        said = now;
        sleptMs = awayMs;
        since = time.at;
      }
      const isCalm = plane !== undefined && !simulation.surroundings.isDisturbed();
      if (!isCalm) calmSince = Number.POSITIVE_INFINITY;
      else calmSince = Math.min(calmSince, time.at);
      const ordering = orderingWorks(model);
      const atWork = simulation.points.atWork();
      const isOnboarding = atWork.some((point) => point.startsWith('ONBOARD/'));
      if (model.faults['cloud']) cloudAwayAt = time.at;
      const isControl = atWork.some((point) => point.startsWith('SERVICE_CONTROL/'));
      controlSince = isControl ? (controlSince ?? time.at) : undefined;
      if (ordering.works !== works.is || isOnboarding) works = { is: ordering.works, since: time.at };
      hasWorked ||= works.is && time.at - works.since > WORKED_MS;
      downSince = ordering.works || !isTrading(model) ? undefined : (downSince ?? time.at);
      if (!plane) return;
      const unsteady = plane.status.status();
      if (unsteady.findings.some(({ code }) => code === 'SERVICE_UNSTABLE'))
        for (const { name, available } of unsteady.consumers) {
          const times = ceased.get(name)?.filter((at) => time.at - at < UNSTEADY_MS).length ?? 0;
          if (available && times >= UNSTEADY_TIMES)
            simulation.violated(
              'truth',
              `The status says of ${name} that it works, which ceased again and again: ${unsteady.headline}`,
            );
        }
      if (time.at - Math.max(since, simulation.bornAt) < SETTLED_MS) return;
      // Whether a link of programs below 10.37 still works is not public: the status calls it one to set up again.
      if (model.faults['swiftpos'] === 'too-old' || connectionOf(model).swiftposVersion === TOO_OLD)
        tooOldAt = time.at;
      if (time.at - tooOldAt < FORGOTTEN_MS) return;
      const status = plane.status.status();
      const waits = isCalm && simulation.points.atWork().some((step) => WAITS.test(step));
      waitsSince = waits ? (waitsSince ?? time.at) : undefined;
      const isNamed = status.findings.some(({ code }) => code === 'ONBOARDING_WAITS');
      const isLong = waitsSince !== undefined && time.at - waitsSince > LONG_WAIT_MS;
      // Its step may have ended just now.
      unnamedSince = isLong && !isNamed ? (unnamedSince ?? time.at) : undefined;
      if (unnamedSince !== undefined && time.at - unnamedSince > SETTLED_MS)
        simulation.violated(
          'truth',
          `An onboarding waits for hours, and no finding says so: ${status.headline}`,
        );
      // It says from when its report of the cloud is.
      if (status.findings.some(({ code }) => code === 'CLOUD_BUSY')) return;
      // Its row can't be read: the last known one counts, and a finding says so.
      const isLastKnown = status.findings.some(({ code }) => LAST_KNOWN.includes(code));
      if (isLastKnown && ordering.because === EXPIRED) return;
      const isLongDown = hasWorked && !works.is && time.at - works.since > FORGOTTEN_MS;
      if (isLongDown && (status.state === 'OK' || status.state === 'ATTENTION'))
        simulation.violated(
          'truth',
          `Ordering worked before, ${ordering.because}, and the status calls it no outage: ${status.headline}`,
        );
      const heardAt = connectionOf(model).lastHeartbeatAt ?? 0;
      if (heardAt - rolledBackAt > HEARD_MS && status.headline.includes(NOT_SINCE))
        simulation.violated(
          'truth',
          `The cloud heard the venue since, and ${ordering.because}: ${status.headline}`,
        );
      // The service that is changed now was changed after ordering was down already.
      const isLate = !works.is && controlSince !== undefined && controlSince > works.since;
      // While the cloud is away no one can know that, nor what others withdraw there.
      const isKnown = time.at - cloudAwayAt > SETTLED_MS;
      const isAsked = atWork.some((point) => !point.startsWith('SERVICE_CONTROL/')) || sendsIn(model);
      const isPlanned = status.state === 'DOWN' && status.planned;
      if (
        isPlanned &&
        isLate &&
        isKnown &&
        !isAsked &&
        !status.findings.some(({ code }) => code === 'MAINTENANCE_ON')
      )
        simulation.violated('truth', `The status says planned, and ${ordering.because}: ${status.headline}`);
      const first = model.cloud.jobs.find(
        ({ kind, state }) => kind === 'FIRST' && (state === 'EXPECTED' || state === 'RUNNING'),
      );
      const isIdle = first && atWork.length === 0 && time.at - first.updatedAt > IDLE_MS;
      if (isPlanned && isIdle && !status.findings.some(({ code }) => code === 'MAINTENANCE_ON'))
        simulation.violated(
          'truth',
          `The status says planned, and the first sync makes no progress: ${status.headline}`,
        );
      for (const { name, available } of status.consumers) {
        const consumer = consumers.get(name);
        if (!consumer || available === undefined || available === consumer.works) continue;
        simulation.violated(
          'truth',
          `The status says of ${name} that it ${available ? 'works' : 'is down'}, and ${consumer.because}: ${status.headline}`,
        );
      }
    },
    async atRest(simulation) {
      const { model, plane, time } = simulation;
      if (!plane) return;
      const status = plane.status.status();
      const active = (await simulation.operations()).filter(({ state }) => HOLDING.includes(state));
      const sends = sendsIn(model);
      const { on } = await plane.maintenance.read();
      if (status.state === 'DOWN' && status.planned && active.length === 0 && !sends && !on)
        simulation.violated('truth', `The status says planned, and no one acts: ${status.headline}`);
      for (const { code, message } of status.findings)
        if (code === 'SERVICE_CHANGING' && active.length === 0)
          simulation.violated(
            'truth',
            `The status says of a service that it is changed, and no one acts: ${message}`,
          );
      const alerts = await plane.alerts.list({ first: 50 });
      const open = alerts.filter(({ state }) => state !== 'CLEARED');
      const isDown = !orderingWorks(model).works;
      const lasts = Math.min(time.at - (downSince ?? time.at), time.at - calmSince);
      if (
        isDown &&
        lasts > ALERT_MS &&
        status.state === 'DOWN' &&
        !status.planned &&
        !open.some(({ code }) => code === 'ORDERING_DOWN')
      )
        simulation.violated(
          'truth',
          `Ordering is down for ${Math.round(lasts / 60_000)} minutes in trading hours, and no alert is open: ${status.headline}`,
        );
      const isSteady = ORDERING.every((name) => {
        const times = ceased.get(name) ?? [];
        return times.length < 2 || time.at - (times.at(-1) ?? 0) > STEADY_MS + ALERT_MS;
      });
      if (!isDown && isSteady && time.at - Math.max(since, calmSince) > ALERT_MS)
        for (const { code, message } of open)
          if (code === 'ORDERING_DOWN')
            simulation.violated('truth', `Ordering works, and its alert is open: ${message}`);
    },
  };
}

function sendsIn({ cloud }: Simulation['model']): boolean {
  return cloud.jobs.some(({ state }) => state === 'EXPECTED' || state === 'RUNNING');
}

/**
 * It redeemed a code itself, by a clock that is right, and left no gateway that may use another credential.
 */
function isWhole({ plan, written }: Simulation, { id, notRestored }: EndedOperation): boolean {
  const isByTheClock = plan.decisions.every((each) => !('fault' in each) || each.fault.of !== 'clock');
  const isOwn = [...written.redemptions.values()].includes(id);
  return isOwn && isByTheClock && !notRestored.some((line) => line.includes('Gateway Client'));
}
