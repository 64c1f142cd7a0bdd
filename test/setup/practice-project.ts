/** A small copy of the project in a temp folder, on which the real bin programs run as real processes. */
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const ours = resolve(fileURLToPath(new URL('../..', import.meta.url)));

export interface PracticeProject {
  readonly folder: string;
  write(path: string, text: string): void;
  /** Runs `node <script> <args>` to its end. */
  run(script: string, args?: readonly string[], env?: NodeJS.ProcessEnv): Promise<Ended>;
  /** Starts it and leaves it running; `run` waits for it. */
  start(script: string, args?: readonly string[], env?: NodeJS.ProcessEnv): Started;
  remove(): void;
}

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves with stdout when that has the text; rejects when the process ends without it. */
  said(text: string): Promise<string>;
}

/** The only package is a folder in the project, so that npm ci needs no network. The compiler and the bundler are lent from our own node_modules. */
export function makePracticeProject({ images = true } = {}): PracticeProject {
  const folder = mkdtempSync(join(tmpdir(), 'venue-control-practice-'));
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  for (const path of ['bin', 'tsconfig.json', 'rolldown.config.mjs', '.config'])
    cpSync(join(ours, path), join(folder, path), { recursive: true });
  const root = { name: 'practice', version: '1.0.0', dependencies: { part: 'file:part' } };
  const part = { name: 'part', version: '1.0.0' };
  const packages = { '': root, part, 'node_modules/part': { resolved: 'part', link: true } };
  write('package.json', JSON.stringify({ ...root, type: 'module' }));
  // The bundle's second program; the first is each test's own.
  write('rehearsal/services/control-program.ts', 'export {};');
  write('part/package.json', JSON.stringify(part));
  write('package-lock.json', JSON.stringify({ ...root, lockfileVersion: 3, requires: true, packages }));
  const start = (script: string, args: readonly string[] = [], env: NodeJS.ProcessEnv = {}) =>
    follow(
      spawn(process.execPath, [join(folder, script), ...args], {
        cwd: folder,
        env: { ...process.env, ...env },
      }),
    );
  const project: PracticeProject = {
    folder,
    write,
    start,
    run: (script, args, env) => start(script, args, env).ended,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
  mkdirSync(join(folder, '.tools'));
  lendTools(project, ['microsoft.netframework.referenceassemblies.net462', 'powershellstandard.library']);
  // A copy: set-up writes it again.
  cpSync(join(ours, '.tools', 'assembly.json'), join(folder, '.tools', 'assembly.json'));
  cpSync(join(ours, 'scripts', 'assembly'), join(folder, 'scripts', 'assembly'), { recursive: true });
  // To make them takes fifteen seconds of both cores.
  if (images) lendTools(project, ['powershell', 'images.json']);
  return project;
}

/** What our own set-up made. */
function lendTools(project: PracticeProject, names: readonly string[]): void {
  for (const name of names)
    if (existsSync(join(ours, '.tools', name)))
      symlinkSync(join(ours, '.tools', name), join(project.folder, '.tools', name));
}

/** As after `npm ci`: npm's record of what it installed, and our compiler and bundler. */
export function lendPackages(project: PracticeProject): void {
  cpSync(join(project.folder, 'part'), join(project.folder, 'node_modules', 'part'), { recursive: true });
  cpSync(
    join(project.folder, 'package-lock.json'),
    join(project.folder, 'node_modules', '.package-lock.json'),
  );
  for (const name of ['typescript', '@typescript', '@types', 'undici-types', 'rolldown', '@rolldown']) {
    symlinkSync(join(ours, 'node_modules', name), join(project.folder, 'node_modules', name));
  }
}

/** PATH with only the folders that hold none of those programs. */
export function pathWithout(hidden: (folder: string) => boolean): string {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => !hidden(folder))
    .join(delimiter);
}

function follow(child: ChildProcess): Started {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk;
  });
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
  });
  const ended = new Promise<Ended>((done, fail) => {
    child.on('error', fail);
    child.on('close', (code) => done({ code, stdout, stderr }));
  });
  const said = (text: string) =>
    new Promise<string>((done, fail) => {
      const look = () => stdout.includes(text) && done(stdout);
      child.stdout?.on('data', look);
      void ended.then(() =>
        stdout.includes(text) ? done(stdout) : fail(new Error(`never said ${text}: ${stdout}${stderr}`)),
      );
      look();
    });
  return { child, ended, said };
}
