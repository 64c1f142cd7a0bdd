/** Scripts about the venue's server: its facts, its event log, and what Services Monitor is notified of. */

import { machineId, programVersion } from '../machine.js';
import {
  addPlannedStops,
  dailyRestartTime,
  isRestartHeld,
  ownStops,
  plannedStops,
  removePlannedStops,
  removePlanner,
} from '../monitor.js';
import type { LogEvent } from '../records.js';
import { ModelRefusal } from '../refusal.js';
import type { VenueModel } from '../state.js';
import { iso, machineNow } from '../time.js';
import { keys, number, type Output, type Script, type ScriptCall, text } from './script.js';

function getHost(model: VenueModel): Output {
  const { machine, faults } = model;
  return [
    {
      MachineId: machineId(model) || null,
      Elevated: machine.isElevated && faults['elevation'] !== 'missing',
      SwiftposVersion: programVersion(model),
      WebServer: webServer(model),
      DailyRestartAt: dailyRestartTime(model) ?? 'none',
      DailyRestartHeld: isRestartHeld(model),
      PlannedStops: ownStops(model),
      NotStarted: [],
      ObservedAt: iso(machineNow(model)),
    },
  ];
}

export function webServer({ machine, faults }: VenueModel): VenueModel['machine']['webServer'] {
  return faults['swiftpos'] === 'web-server-down' ? 'Stopped' : machine.webServer;
}

const LEVELS = ['VERBOSE', 'INFORMATION', 'WARNING', 'ERROR'];

function getEvents(model: VenueModel, call: ScriptCall): Output {
  if (!model.machine.isEventLogReadable)
    throw new ModelRefusal('EVENT_LOG_UNREADABLE', 'The event log could not be read.');
  const isWanted = wantedBy(call);
  const most = number(call, 'First', 50);
  const before = number(call, 'BeforeRecord', Number.POSITIVE_INFINITY);
  const found: object[] = [];
  for (let index = model.events.length - 1; index >= 0 && found.length < most; index -= 1) {
    const event = model.events[index];
    const recordId = model.droppedEvents + index + 1;
    if (!event || recordId >= before || !isWanted(event)) continue;
    found.push({
      RecordId: String(recordId),
      At: iso(event.at),
      Level: event.level,
      Source: event.source,
      EventId: event.eventId,
      Message: event.message,
      Service: event.service,
    });
  }
  return found;
}

function wantedBy(call: ScriptCall): (event: LogEvent) => boolean {
  const { parameters } = call;
  const levels = LEVELS.slice(LEVELS.indexOf(text(call, 'MinimumLevel') || 'VERBOSE'));
  const sources = [parameters['Source'] ?? []].flat();
  const words = text(call, 'Text').toLowerCase().split(/\s+/).filter(Boolean);
  const since =
    parameters['Since'] === undefined ? Number.NEGATIVE_INFINITY : Date.parse(text(call, 'Since'));
  const until =
    parameters['Until'] === undefined ? Number.POSITIVE_INFINITY : Date.parse(text(call, 'Until'));
  return ({ at, level, source, eventId, message }) => {
    if (at < since || at > until || !levels.includes(level)) return false;
    if (sources.length > 0 && !sources.includes(source)) return false;
    const line = `${message} ${source} ${eventId}`.toLowerCase();
    return words.every((word) => line.includes(word));
  };
}

function suspendRestart(model: VenueModel, call: ScriptCall): Output {
  const { monitor } = model;
  const operationId = text(call, 'OperationId');
  monitor.heldUntil = Date.parse(text(call, 'Until'));
  monitor.heldBy = operationId;
  return [{ DailyRestartHeld: true }];
}

function resumeRestart(model: VenueModel, call: ScriptCall): Output {
  const { monitor } = model;
  const operationId = text(call, 'OperationId');
  if (monitor.heldBy === null || monitor.heldBy === operationId)
    Object.assign(monitor, { heldUntil: null, heldBy: null });
  return [{ DailyRestartHeld: isRestartHeld(model), Released: monitor.heldBy !== operationId }];
}

function suspendMonitor(model: VenueModel, call: ScriptCall): Output {
  const operationId = text(call, 'OperationId');
  addPlannedStops(model, keys(call), operationId);
  return [{ PlannedStops: [...(model.monitor.plannedBy[operationId] ?? [])] }];
}

function resumeMonitor(model: VenueModel, call: ScriptCall): Output {
  if (call.parameters['Key'] === undefined) removePlanner(model, text(call, 'OperationId'));
  else
    removePlannedStops(
      model,
      keys(call).filter((key) => model.services[key].state === 'Running' || !model.services[key].installed),
    );
  return [{ PlannedStops: plannedStops(model), Released: true }];
}

const ACCOUNT = 'REHEARSAL\\venue';

function testAccess({ cloud }: VenueModel): Output {
  const why = cloud.isUnreachable ? "swiftpos Cloud can't be reached." : null;
  return [
    { Part: 'event log', Name: 'event-log.jsonl', Source: null, Why: null, Account: ACCOUNT },
    { Part: 'proxy', Name: null, Source: 'account', Why: why, Account: ACCOUNT },
  ];
}

function connectionOwner(_: VenueModel, { parameters }: ScriptCall): Output {
  return [parameters['Port'] ?? []]
    .flat()
    .map((port) => ({ Address: '127.0.0.1', Port: port, Account: ACCOUNT }));
}

export const hostScripts = {
  'Get-VenueHost': { changes: false, run: getHost },
  'Get-VenueEvent': { changes: false, run: getEvents },
  'Test-VenueAccess': { changes: false, run: testAccess },
  'Get-ConnectionOwner': { changes: false, run: connectionOwner },
  'Suspend-DailyRestart': { changes: true, run: suspendRestart },
  'Resume-DailyRestart': { changes: true, run: resumeRestart },
  'Suspend-ServicesMonitor': { changes: true, run: suspendMonitor },
  'Resume-ServicesMonitor': { changes: true, run: resumeMonitor },
} satisfies Record<string, Script>;
