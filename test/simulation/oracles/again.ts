/** 6. Again: after everything, plan, onboard, resync and service control succeed. */
import { isLicensed } from '../../../rehearsal/model/cloud/reach.js';
import { dailyRestartTime } from '../../../rehearsal/model/monitor.js';
import * as people from '../../../rehearsal/model/people.js';
import { machineNow, minutesOf, wallTime } from '../../../rehearsal/model/time.js';
import { isTerminal } from '../../../src/domain/types/operation.js';
import type { Oracle, Simulation } from '../simulation.js';

const MINUTE_MS = 60_000;
const STEP_MS = 5000;
/** A restart of a service takes less. */
const RESTART_MS = 2 * MINUTE_MS;
const LONGEST_MS = 26 * 60 * MINUTE_MS;
/** A first sync, at the longest. */
const SYNC_MS = 600 * MINUTE_MS;
const SYNC_STEP_MS = MINUTE_MS / 2;

export function again(): Oracle {
  return {
    async atRest(simulation) {
      if (!simulation.plane) return;
      await repair(simulation);
      await succeeds(simulation, 'maintenance', { on: false }, '1');
      const first = await outcomeOf(simulation, 'plan', { kind: 'onboard' });
      // It is connected: what someone stopped is started.
      if (/NOT_CONNECTED/.test(first)) await startLink(simulation);
      else
        await succeeds(simulation, 'onboard', {
          code: wasMoved(simulation) ? 'new' : 'right',
          overrides: true,
        });
      if (isLicensed(simulation.model)) await untilSynced(simulation);
      if (isLicensed(simulation.model))
        await succeeds(simulation, 'resync', { inMinutes: 0, overrides: true });
      if (isBeforeDailyRestart(simulation)) await simulation.until(simulation.time.at + 2 * RESTART_MS);
      await succeeds(simulation, 'control', { key: 'netpos', do: 'restart', startMode: 'AUTOMATIC' });
    },
  };
}

/** A code that was redeemed while the program was on another machine gave a credential of that machine. */
function wasMoved({ plan }: Simulation): boolean {
  const faults = plan.decisions.flatMap((each) =>
    'fault' in each ? each.fault : 'strike' in each && each.beside ? each.beside : [],
  );
  return faults.some(({ value }) => value === 'migrated');
}

/** What people do before they try again: nothing that the control plane should have done. */
async function repair(simulation: Simulation): Promise<void> {
  const { model } = simulation;
  model.actor = 'people';
  for (const service of Object.values(model.services)) {
    if (service.state === 'Paused') people.resumeService(model, service.key);
    if (!service.installed && service.key !== 'cloud-sync') people.installService(model, service.key);
    if (service.key === 'cloud-sync' || service.key === 'gateway-client') {
      if (service.startMode === 'Disabled') people.setStartMode(model, service.key, 'Manual');
      continue;
    }
    people.setStartMode(model, service.key, 'Automatic');
    people.startService(model, service.key);
  }
  await simulation.until(simulation.time.at + 2 * MINUTE_MS);
}

async function outcomeOf(
  simulation: Simulation,
  name: string,
  more: Record<string, string | number | boolean>,
  clerk = '1',
): Promise<string> {
  const before = simulation.acts.length;
  simulation.act({ name, clerk, with: more });
  for (
    let waited = 0;
    waited < 10 * MINUTE_MS && simulation.acts[before]?.outcome === undefined;
    waited += STEP_MS
  )
    await simulation.until(simulation.time.at + STEP_MS);
  return simulation.acts[before]?.outcome ?? 'no answer';
}

/** The act is accepted, and what it begins succeeds. */
async function succeeds(
  simulation: Simulation,
  name: string,
  more: Record<string, string | number | boolean>,
  clerk = '1',
): Promise<void> {
  const known = new Set((await simulation.operations()).map(({ id }) => id));
  const outcome = await outcomeOf(simulation, name, more, clerk);
  const asked = simulation.acts.at(-1);
  if (!asked || asked.isRefused || asked.outcome === undefined)
    return simulation.violated(
      'again',
      `At the end ${name} ${JSON.stringify(more)} is refused: ${outcome}, ${await outcomeOf(simulation, 'plan', { kind: name })}.`,
    );
  const began = simulation.time.at;
  for (
    let pause = STEP_MS;
    simulation.time.at - began < LONGEST_MS;
    pause = Math.min(30 * MINUTE_MS, 2 * pause)
  ) {
    const made = (await simulation.operations()).filter(({ id }) => !known.has(id));
    if (made.length === 0 && name !== 'maintenance')
      return simulation.violated(
        'again',
        `At the end ${name} ${JSON.stringify(more)} begins nothing: ${outcome}.`,
      );
    for (const { id, kind, state, failure } of made) {
      if (state === 'AWAITING_APPROVAL') {
        await outcomeOf(simulation, 'grant', { grants: true });
        await outcomeOf(simulation, 'approve', { approves: true }, '2');
      }
      if (isTerminal(state) && state !== 'SUCCEEDED')
        return simulation.violated(
          'again',
          `At the end ${kind} ${id} ends ${state}: ${failure?.code} ${failure?.message}`,
        );
    }
    if (made.every(({ state }) => isTerminal(state))) return;
    await simulation.until(simulation.time.at + pause);
  }
  simulation.violated('again', `At the end ${name} ${JSON.stringify(more)} does not end within 26 hours.`);
}

async function startLink(simulation: Simulation): Promise<void> {
  for (const key of ['gateway-client', 'cloud-sync'] as const) {
    const { installed, state } = simulation.model.services[key];
    if (installed && state === 'Stopped') await succeeds(simulation, 'control', { key, do: 'start' });
  }
}

/** It stops a service that is being started. */
function isBeforeDailyRestart({ model }: Simulation): boolean {
  const time = dailyRestartTime(model);
  if (time === null) return false;
  const now = wallTime(model.database.timeZone, machineNow(model));
  const minutes = (minutesOf(time) - minutesOf(now) + 24 * 60) % (24 * 60);
  return minutes * MINUTE_MS <= RESTART_MS;
}

/** A resync is refused while the first sync runs. */
async function untilSynced(simulation: Simulation): Promise<void> {
  const isOpen = () =>
    simulation.model.cloud.jobs.some(({ state }) => state === 'EXPECTED' || state === 'RUNNING');
  const until = simulation.time.at + SYNC_MS;
  while (simulation.time.at < until && isOpen()) await simulation.until(simulation.time.at + SYNC_STEP_MS);
}
