/** Runs one campaign; `bin/prove.mjs` calls it under Node 24 once everything is built. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Problem } from '../../bin/setup/problem.mjs';
import { byHand, type Campaign, pageOf } from './shared/campaign.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string' },
    count: { type: 'string' },
    write: { type: 'boolean' },
    remove: { type: 'boolean' },
    here: { type: 'boolean' },
    proof: { type: 'string' },
    'trust-certificate': { type: 'boolean' },
  },
});
const [name = ''] = positionals;
const { campaign } = (await import(`./${name}/${name}.campaign.js`)) as { campaign: Campaign };
if (values.remove) {
  campaign.remove?.();
  console.log(campaign.remove ? 'Removed.' : `${name} keeps nothing on this machine.`);
  process.exit(0);
}
const seed = values.seed === undefined ? 1 + (Date.now() % 999_999) : Number(values.seed);
const count = values.count === undefined ? undefined : Number(values.count);

const since = Date.now();
const seconds = () => ((Date.now() - since) / 1000).toFixed(0);
const say = (line: string) => console.log(`${seconds().padStart(5)} s  ${line}`);
// On the machine itself nothing is left to chance.
const by = values.here ? 'this machine itself' : `seed ${seed}`;
console.log(values.here ? `${name}, on this machine itself` : `${campaign.title}\n${by}`);
const begun =
  values.here && campaign.here
    ? campaign.here({
        proof: resolve(values.proof ?? ''),
        trustCertificate: values['trust-certificate'] ?? false,
        say,
      })
    : campaign.run({ seed, count, say, writes: values.write ?? false });
const proof = await begun.catch((error: unknown) => {
  if (!(error instanceof Problem)) throw error;
  console.error(`\n${error.message}`);
  process.exit(1);
});
console.log(`\n${proof.table}\n`);
for (const line of proof.untrue) console.log(`UNTRUE: ${line}`);
console.log(`${by}, ${seconds()} s, ${proof.untrue.length} untrue`);
if (values.write) {
  const command = `npm run prove -- ${name}${count === undefined ? '' : ` --count ${count}`} --seed ${seed}`;
  const when = new Date().toISOString().slice(0, 10);
  const file = `docs/reference/campaigns/${name}.md`;
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
  mkdirSync('docs/reference/campaigns', { recursive: true });
  writeFileSync(file, pageOf(campaign, proof, `\`${command}\`, ${when}, ${seconds()} s.`) + byHand(before));
}
process.exitCode = proof.untrue.length > 0 ? 1 : 0;
