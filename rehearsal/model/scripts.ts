/** What each catalogue script answers from the model: the one table. */

import { ModelRefusal } from './refusal.js';
import { cloudScripts } from './scripts/cloud.js';
import { credentialScripts } from './scripts/credentials.js';
import { hostScripts } from './scripts/host.js';
import { packageScripts } from './scripts/package.js';
import type { Output, Script, ScriptCall, ScriptRun } from './scripts/script.js';
import { serviceScripts } from './scripts/services.js';
import type { VenueModel } from './state.js';

export { ModelRefusal } from './refusal.js';
export type { ScriptCall, ScriptRun } from './scripts/script.js';

/** Every catalogue script that the control plane's domain calls, and the rehearsal's boot. */
export const SCRIPTS: Readonly<Record<string, Script>> = {
  ...serviceScripts,
  ...hostScripts,
  ...cloudScripts,
  ...credentialScripts,
  ...packageScripts,
};

/** Begins a script. What it does is done in the name of the actor of now, also after a wait. Throws ModelRefusal as it runs. */
export function runScript(model: VenueModel, call: ScriptCall): ScriptRun {
  const script = SCRIPTS[call.script];
  if (!script) throw new Error(`The model has no script ${call.script}.`);
  return runAs(model, model.actor, () => script.run(model, call));
}

function* runAs(model: VenueModel, actor: string, begin: () => ScriptRun | Output): ScriptRun {
  let run: ScriptRun | undefined;
  try {
    yield model.timing.script;
    const began = as(model, actor, begin);
    if (!('next' in began)) return began;
    run = began;
    for (;;) {
      const next = as(model, actor, () => began.next());
      if (next.done) {
        run = undefined;
        return next.value;
      }
      yield next.value;
    }
  } catch (error) {
    throw error instanceof ModelRefusal ? error.withNumbersOnly() : error;
  } finally {
    // Stopped, not killed: its own clean-up runs.
    const left = run;
    if (left) as(model, actor, () => left.return([]));
  }
}

function as<Result>(model: VenueModel, actor: string, act: () => Result): Result {
  const before = model.actor;
  model.actor = actor;
  try {
    return act();
  } finally {
    model.actor = before;
  }
}
