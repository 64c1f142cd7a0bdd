/** What tells afterwards what happened: whether the event log can be read, and whether the audit has a second place. */
import type { Finding } from '../operations/ports/finding.js';
import type { ScriptRunner } from '../operations/ports/script-runner.js';
import { VenueEventLog } from '../operations/world/event-log.js';
import { findingOf } from './finding.js';
import type { World } from './world.js';

/** Diagnoses, and whether a service is stable, are read from it. */
export async function eventLog(runner: ScriptRunner): Promise<Finding> {
  const part = 'event log';
  return findingOf(part, async () => {
    const { entries } = await new VenueEventLog(runner).page({ first: 1 });
    const [newest] = entries;
    const detail = newest ? `can be read; newest entry ${newest.at.toISOString()}` : 'can be read; empty';
    return { part, ok: true, detail };
  });
}

/** A warning, for a site without another disk or share is served all the same. */
export function secondPlace({ auditAnchor }: World['config']): Finding {
  const part = 'audit anchor';
  if (auditAnchor !== undefined) return { part, ok: true, detail: auditAnchor };
  return {
    part,
    ok: true,
    warning: true,
    detail: 'the head of the audit is written down in the data folder alone',
    remedy:
      'Set VENUE_CONTROL_AUDIT_ANCHOR to a file on another disk or share: then a cut or replaced audit shows, also to whoever may write the data folder.',
  };
}
