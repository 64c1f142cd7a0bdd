import { join } from 'node:path';
import { getNode } from '../runtime.mjs';
import { runStage } from './run-stage.mjs';

/** Code, documents, and words that have a better one (words.mjs). */
export async function lint({ project }) {
  const results = [
    await check(project, ['node_modules', '@biomejs', 'biome', 'bin', 'biome'], ['check', '.']),
    await check(project, ['node_modules', 'markdownlint-cli2', 'markdownlint-cli2-bin.mjs'], []),
    await check(project, ['bin', 'testing', 'check-words.mjs'], []),
  ];
  return results.find(({ failed }) => failed > 0) ?? results[0];
}

/** Runs a program of the project; a failure counts one. */
export async function check(project, program, args) {
  const { code } = await runNode(project, join(...program), args);
  return { passed: 0, failed: code === 0 ? 0 : 1, note: '' };
}

export function runNode(project, program, args) {
  return runStage(getNode(project).path, [join(project, program), ...args], { cwd: project, minutes: 180 });
}
