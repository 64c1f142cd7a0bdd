/** A commit's subject is `area: imperative summary`, at most 72 characters: CONTRIBUTING.md. */
import { execFileSync } from 'node:child_process';
import { project } from './project-files.js';

/** Commits before this moment are older than the rule. */
const START = '2026-11-29T06:28:00Z';
const LONGEST = 72;

/** Undefined: the subject is as it should be. */
function faultOf(subject: string): string | undefined {
  if (subject.length > LONGEST) return `${subject.length} characters, not ${LONGEST}: ${subject}`;
  // "adds", "added" and "adding" are recognized by their endings; a verb such as "pass", "need" or "bring" is none of them.
  const [, verb] = /^[a-z][\w-]*(?:, [a-z][\w-]*)*: ([a-z][\w-]*),?(?: .*[^.])?$/.exec(subject) ?? [];
  if (verb === undefined) return `not "area: imperative summary": ${subject}`;
  if (/[^s]s$|[aeiou].*ing$|[^e]ed$/.test(verb)) return `"${verb}" is not imperative: ${subject}`;
  return undefined;
}

test.each([
  ['sql: read the views once', undefined],
  ['console, docs: pass the token', undefined],
  ['docs: feed the reader', undefined],
  ['alerts: open, clear and acknowledge alerts', undefined],
  ['docs: bring the page up to date', undefined],
  ['sql: reads the views once', 'not imperative'],
  ['sql: reading of views', 'not imperative'],
  ['sql: added a view', 'not imperative'],
  ['Read the views', 'area: imperative summary'],
  ['sql: read the views.', 'area: imperative summary'],
  [`sql: read ${'x'.repeat(62)}`, undefined],
  [`sql: read ${'x'.repeat(63)}`, '73 characters'],
])('judges the subject %p', (subject, fault) => {
  const found = faultOf(subject);
  if (fault === undefined) expect(found).toBeUndefined();
  else expect(found).toContain(fault);
});

test('every commit since the rule has such a subject', () => {
  const written = execFileSync('git', ['log', '--no-merges', `--since=${START}`, '--format=%s'], {
    cwd: project,
    encoding: 'utf8',
  });
  const subjects = written.split('\n').filter((line) => line !== '');
  expect(subjects.flatMap((subject) => faultOf(subject) ?? [])).toEqual([]);
});
