/** `prove -- injection`: texts that would be code anywhere else, in every text parameter of every script of the catalogue. */
import { join } from 'node:path';
import type { ScriptError } from '../../../src/domain/ports/script-runner.js';
import { Secret } from '../../../src/domain/types/secret.js';
import { inParallel } from '../shared/hosts-row.js';
import { chanceFrom } from '../shared/seeded.js';
import { bentPayloads, livePayloads, oddPayloads } from './payloads.js';
import { copyOf, type InjectionScripts, mirrorOf, type Parameter } from './scripts.js';

export interface InjectionOptions {
  readonly scripts: InjectionScripts;
  /** Which texts a sample takes, and in which order all come. */
  readonly seed: number;
  /** How many texts of each parameter; every text is among them somewhere. Default: all. */
  readonly sample?: number;
  readonly say?: (line: string) => void;
}

export interface InjectionRow {
  readonly parameter: Parameter;
  readonly texts: number;
  /** Arrived byte for byte; all others were refused before anything ran. */
  readonly taken: number;
  readonly untrue: readonly string[];
}

interface Case {
  readonly parameter: Parameter;
  readonly text: string;
}

/** A row for each parameter, in the order of the catalogue. */
export async function injection({
  scripts,
  seed,
  sample,
  say = () => undefined,
}: InjectionOptions): Promise<readonly InjectionRow[]> {
  const parameters = scripts.texts();
  const cases = dealt(parameters, (parameter) => textsOf(scripts, parameter), sample, seed);
  const found = new Map(
    parameters.map((parameter) => [parameter, { texts: 0, taken: 0, untrue: [] as string[] }]),
  );
  let done = 0;
  await inParallel(cases.length, 8, async (index) => {
    const one = cases[index] as Case;
    const { isTaken, untrue } = await tryOne(scripts, one, index % 8 === 0);
    const row = found.get(one.parameter);
    if (row) {
      row.texts += 1;
      row.taken += Number(isTaken);
      row.untrue.push(...untrue);
    }
    done += 1;
    if (done % 250 === 0) say(`${done} of ${cases.length} texts`);
  });
  return parameters.map((parameter) => ({
    parameter,
    ...(found.get(parameter) ?? { texts: 0, taken: 0, untrue: [] }),
  }));
}

/** All of them, or so many of each parameter that go round through all texts, so that none is left out. Shuffled either way. */
function dealt(
  parameters: readonly Parameter[],
  textsOfOne: (parameter: Parameter) => readonly string[],
  sample: number | undefined,
  seed: number,
): readonly Case[] {
  const chance = chanceFrom(seed);
  let next = 0;
  let order: readonly number[] = [];
  const cases = parameters.flatMap((parameter) => {
    const texts = textsOfOne(parameter);
    if (order.length !== texts.length) order = chance.shuffled(texts.map((_, index) => index));
    return Array.from({ length: sample ?? texts.length }, () => {
      const text = texts[order[next++ % texts.length] ?? 0] ?? '';
      return { parameter, text };
    });
  });
  return chance.shuffled(cases);
}

/** The same number for each: texts that run, odd ones, and a good value that was bent. */
function textsOf(scripts: InjectionScripts, { script, name }: Parameter): readonly string[] {
  const file = join(scripts.canaries, `${script}-${name}`);
  return [
    ...livePayloads(file),
    ...oddPayloads(file),
    ...bentPayloads(String(scripts.goodOf(name) ?? 'x'), file),
  ];
}

/** In a mirror, which shows what arrived, and in the script, as itself or as a read. */
async function tryOne(
  scripts: InjectionScripts,
  one: Case,
  asItself: boolean,
): Promise<{ isTaken: boolean; untrue: string[] }> {
  const { script, name, type } = one.parameter;
  const where = `${script} -${name} ${JSON.stringify(one.text).slice(0, 80)}`;
  const result = await endOf(scripts, mirrorOf(script), one);
  const real =
    type === 'SecureString' ? undefined : await endOf(scripts, asItself ? script : copyOf(script), one);
  if (result.failure !== undefined) {
    const isRefused = (end: End) => end.failure === 'BAD_PARAMETER' && !end.mayHaveRun;
    const isRight = isRefused(result) && (!real || isRefused(real));
    return { isTaken: false, untrue: isRight ? [] : [`${where}: ${result.failure}, ${real?.failure}`] };
  }
  const untrue: string[] = [];
  const arrived = (result.output[0] as Record<string, unknown>)[name];
  const sent = type === 'String[]' ? [one.text] : one.text;
  if (JSON.stringify(arrived) !== JSON.stringify(sent))
    untrue.push(`${where} arrived as ${JSON.stringify(arrived)}`);
  if (real?.failure !== undefined && real.failure !== 'FAILED')
    untrue.push(`${where} is ${real.failure} in the script`);
  return { isTaken: true, untrue };
}

interface End {
  readonly failure?: string;
  readonly mayHaveRun?: boolean;
  readonly output: readonly unknown[];
}

async function endOf(scripts: InjectionScripts, script: string, { parameter, text }: Case): Promise<End> {
  const { name, type } = parameter;
  const { parameters, secrets } = scripts.callOf(parameter.script);
  const call =
    type === 'SecureString'
      ? { parameters, secrets: { ...secrets, [name]: new Secret(text) } }
      : { parameters: { ...parameters, [name]: type === 'String[]' ? [text] : text }, secrets };
  try {
    return { output: (await scripts.main.pool.runner.run({ script, ...call, deadlineMs: 60_000 })).output };
  } catch (error) {
    const { failure, mayHaveRun } = error as ScriptError;
    return { failure, mayHaveRun, output: [] };
  }
}
