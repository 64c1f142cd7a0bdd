import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findOnPath } from '../runtime.mjs';
import { Problem } from '../setup/problem.mjs';
import { lastLines, runCommand } from '../setup/run-command.mjs';

/**
 * Prometheus and promtool, absolute: those on the PATH, else Debian's, unpacked into .tools and never installed. Throws a Problem of one
 * sentence where neither can be had.
 */
export async function bringPrometheus(project, env = process.env) {
  const [prometheus, promtool] = ['prometheus', 'promtool'].map((name) => findOnPath([name], env));
  if (prometheus && promtool) return { prometheus, promtool };
  const folder = join(project, '.tools', 'prometheus');
  const brought = { prometheus: join(folder, 'prometheus'), promtool: join(folder, 'promtool') };
  if (!Object.values(brought).every((file) => existsSync(file))) await bring(project, folder, env);
  return brought;
}

async function bring(project, folder, env) {
  const apt = findOnPath(['apt-get'], env);
  const dpkg = findOnPath(['dpkg'], env);
  if (!apt || !dpkg)
    throw new Problem(
      'This test needs prometheus and promtool: put them on the PATH, or run it on Debian, from which it takes them.',
    );
  mkdirSync(join(project, '.tools'), { recursive: true });
  const draft = mkdtempSync(join(project, '.tools', 'prometheus-'));
  try {
    const download = () => runCommand(apt, ['download', '-qq', 'prometheus'], { cwd: draft, env });
    let result = await download();
    if (!result.ok) {
      // Its lists may be those of an older mirror, or none.
      await runCommand(apt, ['update', '-qq'], { env });
      result = await download();
    }
    const [file] = readdirSync(draft).filter((name) => name.endsWith('.deb'));
    if (result.ok && file) result = await runCommand(dpkg, ['-x', file, 'package'], { cwd: draft, env });
    if (!result.ok || !file)
      throw new Problem(`Prometheus could not be brought from Debian:\n${lastLines(result.output)}`);
    rmSync(folder, { recursive: true, force: true });
    renameSync(join(draft, 'package', 'usr', 'bin'), folder);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}
