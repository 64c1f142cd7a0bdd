/** Does a scene in the rehearsal and in the model, and lists where they disagree. */
import { ALLOWED, type Difference, differences, Names } from './compare.js';
import type { ModelSide } from './model-side.js';
import type { RealSide } from './real-side.js';
import {
  type Call,
  LAST_JOB,
  type Outcome,
  type Parameters,
  type Row,
  type Scene,
  type Side,
} from './scene.js';

const UNTIL_MS = 30_000;
const AGAIN_MS = 200;

export interface Both {
  readonly real: RealSide;
  readonly model: ModelSide;
}

/** A line for each field that differs: scene, call, field, and both values. */
export async function disagreements({ real, model }: Both, scene: Scene): Promise<string[]> {
  await real.begin(scene.from);
  await model.begin(scene.from);
  const sides = { real: new Player(real), model: new Player(model) };
  const lines: string[] = [];
  const unseen = new Set(ALLOWED.filter(({ scene: name }) => name === scene.name));
  for (const [index, step] of scene.steps.entries()) {
    model.catchUp();
    if (!('call' in step)) {
      for (const side of [real, model]) await doStep(side, step);
      continue;
    }
    const play = (side: keyof typeof sides) =>
      sides[side].play(step).catch((cause: Error) => {
        throw new Error(`${placeOf(scene, index, step)}, ${side}: ${cause.message}`, { cause });
      });
    const found = differences(await play('real'), await play('model'));
    for (const difference of found) {
      const allowed = ALLOWED.find((each) => isAllowed(each, scene, index, difference));
      if (allowed) unseen.delete(allowed);
      else lines.push(lineOf(scene, index, step, difference));
    }
  }
  for (const { step, field } of unseen)
    lines.push(
      `Scene "${scene.name}", step ${step}, ${field} may differ, and does not: remove it from ALLOWED.`,
    );
  return lines;
}

function isAllowed(
  { scene, step, field }: (typeof ALLOWED)[number],
  { name }: Scene,
  index: number,
  difference: Difference,
): boolean {
  return scene === name && step === index + 1 && `${difference.field}.`.startsWith(`${field}.`);
}

async function doStep(side: Side, step: Exclude<Scene['steps'][number], Call>): Promise<void> {
  if ('faults' in step) await side.setFaults(step.faults);
  else if ('cloud' in step) await side.setCloud(step.cloud);
  else if ('wait' in step) await side.wait(step.wait);
  else await side.act(step);
}

function lineOf(scene: Scene, index: number, call: Call, { field, real, model }: Difference): string {
  const [of, ours] = [real, model].map((value) => JSON.stringify(value) ?? 'nothing');
  return `${placeOf(scene, index, call)}, ${field}: the real script has ${of}, the model ${ours}.`;
}

function placeOf({ name }: Scene, index: number, { call, with: parameters = {} }: Call): string {
  return `Scene "${name}", step ${index + 1}, ${call} ${JSON.stringify(parameters)}`;
}

/** One side in one scene. */
class Player {
  readonly #side: Side;
  readonly #names = new Names();
  #lastJob = '';

  constructor(side: Side) {
    this.#side = side;
  }

  /** What it came to, comparable with the other side. */
  async play(call: Call): Promise<unknown> {
    for (let waited = 0; ; waited += AGAIN_MS) {
      const outcome = await this.#once(call);
      this.#lastJob = jobIn(outcome) ?? this.#lastJob;
      const [row] = 'output' in outcome ? outcome.output : [];
      const isSo = !call.until || (row !== undefined && call.until(row as Row));
      if (isSo) return this.#names.comparable(outcome);
      if (waited >= UNTIL_MS) throw new Error(`It did not become so: ${JSON.stringify(outcome)}`);
      await this.#side.wait(AGAIN_MS);
    }
  }

  async #once({ call, with: given = {}, code }: Call): Promise<Outcome> {
    const entries = Object.entries(given).map(([name, value]) => [
      name,
      value === LAST_JOB ? this.#lastJob : value,
    ]);
    const secrets: Record<string, string> = code === undefined ? {} : { Code: await this.#code(code) };
    return this.#side.call(call, Object.fromEntries(entries) as Parameters, secrets);
  }

  async #code(code: NonNullable<Call['code']>): Promise<string> {
    if (typeof code === 'object') return code.text;
    const codes = await this.#side.codes();
    return (code === 'newest' ? codes.at(-1) : codes[0]) ?? '';
  }
}

function jobIn(outcome: Outcome): string | undefined {
  const [row] = 'output' in outcome ? (outcome.output as readonly Row[]) : [];
  const sync = row?.['Sync'] as Row | undefined;
  const job = (sync?.['Job'] as Row | null | undefined) ?? row;
  return job?.['JobId'] as string | undefined;
}
