import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { type Campaign, markdownTable } from '../shared/campaign.js';
import { type InjectionRow, injection } from './injection.js';
import { livePayloads } from './payloads.js';
import { InjectionScripts, mirrorOf } from './scripts.js';

export const campaign: Campaign = {
  title: 'Code injection through every text parameter of every script',
  async run({ seed, count, say }) {
    const scripts = new InjectionScripts();
    try {
      await scripts.start();
      const seen = [...(await deadPayloads(scripts)), ...(await goodRefused(scripts))];
      const rows = await injection({ scripts, seed, say, ...(count === undefined ? {} : { sample: count }) });
      const unknownPeers = scripts.unknownPeers().map((name) => `${name} was made: a text ran`);
      const lost = scripts.main.pool.status().pools.filter(({ restarts }) => restarts > 0);
      return {
        table: injectionTable(rows),
        untrue: [
          ...seen,
          ...rows.flatMap(({ untrue }) => untrue),
          ...unknownPeers,
          ...lost.map(({ restarts }) => `a host was lost ${restarts} times`),
        ],
      };
    } finally {
      await scripts.end();
    }
  },
};

/** Spliced into code each makes its file: else it would prove nothing where it makes none. */
async function deadPayloads({ live, main }: InjectionScripts): Promise<string[]> {
  const payloads = livePayloads('').map((_, index) => livePayloads(join(live, `x${index}`))[index] ?? '');
  await main.output('Invoke-Splice', { Text: payloads }, { deadlineMs: 60_000 });
  const made = new Set(readdirSync(live));
  return payloads.filter((_, index) => !made.has(`x${index}`)).map((text) => `${text} runs nowhere`);
}

/** Nor would a script prove anything that takes no value at all. */
async function goodRefused(scripts: InjectionScripts): Promise<string[]> {
  const untrue: string[] = [];
  for (const script of scripts.names) {
    const { parameters, secrets } = scripts.callOf(script);
    const revealed = Object.entries(secrets).map(([name, secret]) => [name, secret.reveal()]);
    const [result] = await scripts.main.output(mirrorOf(script), parameters, { secrets });
    if (!isDeepStrictEqual(result, { ...parameters, ...Object.fromEntries(revealed) }))
      untrue.push(`${script} took good values as ${JSON.stringify(result)}`);
  }
  return untrue;
}

function injectionTable(rows: readonly InjectionRow[]): string {
  const cells = (name: string, type: string, those: readonly InjectionRow[]) => {
    const sum = (of: (row: InjectionRow) => number) => those.reduce((total, row) => total + of(row), 0);
    const [texts, taken] = [sum((row) => row.texts), sum((row) => row.taken)];
    return [name, type, texts, taken, texts - taken, sum(({ untrue }) => untrue.length)];
  };
  return markdownTable(
    ['parameter', 'type', 'texts', 'arrived byte for byte', 'refused before anything ran', 'untrue'],
    [
      ...rows.map((row) =>
        cells(`${row.parameter.script} -${row.parameter.name}`, row.parameter.type, [row]),
      ),
      cells(`${rows.length} parameters`, '', rows),
    ],
  );
}
