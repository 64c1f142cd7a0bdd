/** Why a server did not start, to whoever reads its standard error. */
import { spawnSync } from 'node:child_process';
import { closeSync, fstatSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const WRONG = 'config.json, line 1: wrong.\\nMend it.';
/** As ten files that others may change. */
const LONG = `${'/opt/venue-control/x may be changed; '.repeat(60)}\\nMend it.`;

test.each([
  ['the journal', true, WRONG, /^<3>1002 config\.json, line 1: wrong\. Mend it\.\n$/],
  ['the journal, however long', true, LONG, /^<3>1002 .{2000,} Mend it\.\n$/],
  ['a terminal or a file', false, WRONG, /^config\.json, line 1: wrong\.\nMend it\.\n$/],
])('why a server did not start goes to %s as that takes it', (_, isJournal, text, said) => {
  const folder = mkdtempSync(join(tmpdir(), 'venue-control-refusal-'));
  try {
    const [file, module] = [join(folder, 'errors'), resolve('dist/machine/alert-lines.js')];
    const errors = openSync(file, 'w');
    const { dev, ino } = fstatSync(errors);
    const script = `import { refusalHere } from '${module}'; process.stderr.write(refusalHere('${text}') + '\\n');`;
    const { status } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
      stdio: ['ignore', 'ignore', errors],
      env: { JOURNAL_STREAM: isJournal ? `${dev}:${ino}` : `${dev}:${ino}0` },
    });
    closeSync(errors);
    expect(status).toBe(0);
    expect(readFileSync(file, 'utf8')).toMatch(said);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
