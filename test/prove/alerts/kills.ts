/** kill -9 between the commit of an alert and its sending, again and again: nothing is lost, and what comes twice has one delivery ID. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { openState, temporaryFolder } from '../../storage/engines.js';
import type { Row, Run } from '../shared/campaign.js';
import { startLineProgram } from '../shared/line-program.js';
import { chanceFrom } from '../shared/seeded.js';
import { ambiguous, httpReceiver } from './receivers.js';

const LONGEST_LIFE_MS = 150;
const SLOWEST_ANSWER_MS = 20;
const DRAINED_MS = 180_000;

export async function kills({ seed, count, say }: Run): Promise<Row> {
  const chance = chanceFrom(seed);
  const folder = temporaryFolder();
  const file = join(folder.path, 'state.sqlite');
  await (await openState(file)).close();
  const receiver = await httpReceiver(
    () => 'TAKE',
    () => chance.between(0, SLOWEST_ANSWER_MS),
  );
  const url = `http://127.0.0.1:${receiver.port}/`;
  const rows = new DatabaseSync(file, { timeout: 10_000 });
  const pending = () => Number(rows.prepare('SELECT count(*) AS count FROM notification').get()?.['count']);
  let between = 0;
  for (let done = 1; done <= count; done += 1) {
    const process = await startLineProgram('alerts/sender', file, url);
    await process.ask('commit');
    await sleep(chance.between(0, LONGEST_LIFE_MS));
    await process.kill();
    if (pending() > 0) between += 1;
    if (done % 20 === 0) say(`${done} kills, ${between} between commit and send, ${pending()} pending`);
  }
  const last = await startLineProgram('alerts/sender', file, url);
  for (const deadline = Date.now() + DRAINED_MS; pending() > 0 && Date.now() < deadline; ) await sleep(200);
  await last.kill();
  const left = pending();
  const committed = rows.prepare('SELECT id FROM alert').all();
  rows.close();
  await receiver.close();
  folder.remove();

  const abouts = new Set(receiver.taken.map(({ about }) => about));
  const lost = committed.filter(({ id }) => !abouts.has(`OPENED ${id}`)).length;
  const repeated = receiver.taken.length - abouts.size;
  const untrue = [
    ...(left > 0 ? [`${left} are still pending`] : []),
    ...(lost > 0 ? [`${lost} of ${committed.length} are lost`] : []),
    ...(between < count / 4 ? [`only ${between} of ${count} kills came between commit and send`] : []),
    ...ambiguous(receiver.taken),
    ...receiver.untrue,
  ];
  return {
    what: `${count} kills, ${between} between commit and send, of ${committed.length} alerts`,
    figure: `${lost} lost, ${repeated} repeated`,
    untrue,
  };
}
