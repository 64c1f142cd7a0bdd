/** Runs one campaign; `bin/prove.mjs` calls it under Node 24 once everything is built. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { byHand, type Campaign, pageOf } from './campaign.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string' },
    count: { type: 'string' },
    write: { type: 'boolean' },
    remove: { type: 'boolean' },
  },
});
const [name = ''] = positionals;
const { campaign } = (await import(`./${name}.campaign.js`)) as { campaign: Campaign };
if (values.remove) {
  campaign.remove?.();
  console.log(campaign.remove ? 'Removed.' : `${name} keeps nothing on this machine.`);
  process.exit(0);
}
const seed = values.seed === undefined ? 1 + (Date.now() % 999_999) : Number(values.seed);
const count = values.count === undefined ? undefined : Number(values.count);

const since = Date.now();
const seconds = () => ((Date.now() - since) / 1000).toFixed(0);
console.log(`${campaign.title}\nseed ${seed}`);
const proof = await campaign.run({
  seed,
  count,
  say: (line) => console.log(`${seconds().padStart(5)} s  ${line}`),
});
console.log(`\n${proof.table}\n`);
for (const line of proof.untrue) console.log(`UNTRUE: ${line}`);
console.log(`seed ${seed}, ${seconds()} s, ${proof.untrue.length} untrue`);
if (values.write) {
  const command = `npm run prove -- ${name}${count === undefined ? '' : ` --count ${count}`} --seed ${seed}`;
  const when = new Date().toISOString().slice(0, 10);
  const file = `docs/proofs/${name}.md`;
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
  mkdirSync('docs/proofs', { recursive: true });
  writeFileSync(file, pageOf(campaign, proof, `\`${command}\`, ${when}, ${seconds()} s.`) + byHand(before));
}
process.exitCode = proof.untrue.length > 0 ? 1 : 0;
