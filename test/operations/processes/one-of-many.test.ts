/** Many callers in two processes on one state database: one operation on a service, one operation for a key. */
import { type LineProgram, startLineProgram } from '../../prove/line-program.js';
import { openState, temporaryFolder } from '../../sql/engines.js';

const folder = temporaryFolder();
const file = `${folder.path}/state.sqlite`;
let programs: LineProgram[];

beforeAll(async () => {
  await (await openState(file)).close();
  programs = await Promise.all([1, 2].map(() => startLineProgram('service-caller', file)));
}, 60_000);
afterAll(async () => {
  await Promise.all(programs.map((program) => program.kill()));
  folder.remove();
});

async function askAll(line: string): Promise<readonly string[]> {
  const answers = await Promise.all(programs.map((program) => program.ask(line)));
  return answers.flatMap((answer) => JSON.parse(answer) as string[]);
}

/** Ends whatever is active, so that the next round begins with nothing held. */
async function endAll(): Promise<void> {
  const state = await openState(file);
  for (const { id } of await state.operations.active())
    await state.operations.transition(id, ['PENDING'], 'SUCCEEDED', { finishedAt: new Date() });
  await state.close();
}

test('of those that ask for one service, or for what holds it, one begins, and the others are told which', async () => {
  for (let round = 0; round < 25; round += 1) {
    const answers = await askAll(`service ${round} 10`);
    const [winner, ...more] = answers.filter((answer) => answer.startsWith('has '));
    expect(more).toEqual([]);
    const id = winner?.slice('has '.length);
    expect(answers.filter((answer) => answer === `held by ${id}`)).toHaveLength(19);
    await endAll();
  }
}, 60_000);

test('two hundred that send one key all get the one operation that it made', async () => {
  for (let round = 0; round < 5; round += 1) {
    const answers = await askAll(`key ${round} 100`);
    expect(answers).toHaveLength(200);
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toMatch(/^has /);
    await endAll();
  }
}, 60_000);
