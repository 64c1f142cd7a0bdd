/** Each build says which commit it is of; one without git says its release alone. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { writeCommit } from '../../bin/setup/bundle-program.mjs';
import { versionOf } from '../../src/config/config.js';
import { folderOfTest } from '../fixtures/folder-of-test.js';

const project = folderOfTest();

beforeEach(() => {
  mkdirSync(project('dist', 'bundle'), { recursive: true });
  writeFileSync(project('package.json'), '{"version":"0.1.0"}');
});

const git = (...words: string[]) => execFileSync('git', words, { cwd: project(), encoding: 'utf8' }).trim();
const version = () => versionOf({ projectFolder: project() });

test('a build is distinguished from another of the same release by its commit', async () => {
  git('init', '--quiet');
  const person = ['-c', 'user.name=x', '-c', 'user.email=x@example.com'];
  git(...person, 'commit', '--quiet', '--allow-empty', '--message', 'one');
  await writeCommit(project());
  const first = version();
  expect(first).toBe(`0.1.0+${git('rev-parse', 'HEAD').slice(0, 12)}`);
  await writeCommit(project());
  expect(version()).toBe(first);
  git(...person, 'commit', '--quiet', '--allow-empty', '--message', 'two');
  await writeCommit(project());
  expect(version()).not.toBe(first);
});

test('without git it is the release, whatever an earlier build wrote', async () => {
  writeFileSync(project('dist', 'bundle', 'commit'), 'abc\n');
  await writeCommit(project());
  expect(version()).toBe('0.1.0');
  expect(readdirSync(project('dist', 'bundle'))).toEqual([]);
});
