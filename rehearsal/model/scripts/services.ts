/** Scripts about services: what they are, how they start, and the machine's boot. */
import { serviceRefusal } from '../refusal.js';
import { SERVICE_KEYS, type ServiceKey, type StartMode } from '../service-keys.js';
import type { VenueModel } from '../state.js';
import { iso, isoOrNull, machineNow } from '../time.js';
import { setStartMode } from '../windows/control.js';
import { key, keys, type Output, type Script, type ScriptCall, type ScriptRun, text } from './script.js';
import { askStart, start, stop } from './start-stop.js';
import { confirmControl } from './watch-service.js';

function getServiceState(model: VenueModel, call: ScriptCall): Output {
  const observedAt = iso(machineNow(model));
  return keys(call).map((each) => {
    const service = model.services[each];
    if (!service.installed) return missing(each, service.displayName, observedAt);
    return {
      Key: each,
      DisplayName: service.displayName,
      Installed: true,
      State: service.state,
      StartMode: service.startMode,
      Version: service.version,
      ProcessId: service.processId,
      StartedAt: isoOrNull(service.startedAt),
      ExitCode: service.exitCode,
      DependsOn: [...service.dependsOn],
      ClusterResource: service.clusterResource,
      StoppedFor: null,
      ObservedAt: observedAt,
    };
  });
}

function missing(of: ServiceKey, displayName: string, observedAt: string): object {
  return {
    Key: of,
    DisplayName: displayName,
    Installed: false,
    State: 'Missing',
    StartMode: null,
    Version: null,
    ProcessId: null,
    StartedAt: null,
    ExitCode: null,
    DependsOn: [],
    ClusterResource: null,
    StoppedFor: null,
    ObservedAt: observedAt,
  };
}

function setMode(model: VenueModel, call: ScriptCall): Output {
  const service = model.services[key(call)];
  const previous = service.installed ? service.startMode : null;
  confirmControl(model, [service.key]);
  const startMode = text(call, 'StartMode') as StartMode;
  const result = setStartMode(model, service.key, startMode);
  if (result !== 0) throw serviceRefusal(model, service.key, result, 'SERVICE_CONFIGURE_REFUSED');
  return [{ Key: service.key, StartMode: startMode, Previous: previous }];
}

function* bootServices(model: VenueModel): ScriptRun {
  const started: ServiceKey[] = [];
  for (const each of SERVICE_KEYS) {
    const { installed, startMode, state } = model.services[each];
    if (!installed || !startMode.startsWith('Automatic') || state !== 'Stopped') continue;
    if ((yield* askStart(model, each)) === 0) started.push(each);
  }
  return [{ Started: started }];
}

export const serviceScripts = {
  'Get-ServiceState': { changes: false, run: getServiceState },
  'Set-ServiceStartMode': { changes: true, run: setMode },
  'Start-VenueHostService': { changes: true, run: start },
  'Stop-VenueHostService': { changes: true, run: stop },
  'Initialize-VenueHost': { changes: true, run: bootServices },
} satisfies Record<string, Script>;
