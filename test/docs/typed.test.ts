/** What documents, remedies and scripts have a person type: held where a machine without anything would refuse it. */
import { ERRORS } from '../../src/errors/errors.js';
import { NATIVE_DRIVER } from '../../src/storage/mssql/verdicts.js';
import { projectFiles } from '../architecture/project-files.js';
import { codesIn, readDoc } from './read-doc.js';

const files = projectFiles().filter(
  ({ path }) => /^(?:docs|src|console|rehearsal|scripts)\//.test(path) && !path.startsWith('docs/adr/'),
);

test('they are checked', () => expect(files.length).toBeGreaterThan(300));

/** Its folder has no .NET that it finds automatically: `venue-control.cmd`, `prove.cmd` and the service say where it is. */
test("no document, remedy or script has the archive's pwsh.exe typed where nothing says where its .NET is", () => {
  const bare = files.flatMap(({ path, text: said }) =>
    [...said.matchAll(/powershell\\{1,2}pwsh(?:\.exe)?["']? -/g)]
      .filter(({ index }) => !said.slice(Math.max(0, index - 160), index).includes('DOTNET_ROOT'))
      .map(() => path),
  );
  expect(bare).toEqual([]);
});

test('a clerk ID of digits alone is a text: Get-Credential takes no number for a name', () => {
  const wrong = files.filter(({ text }) => /Get-Credential (?:-Credential )?\d/.test(text));
  expect(wrong.map(({ path }) => path)).toEqual([]);
});

test("where no one has said where the gateway's credential goes, the remedy names a document that shows how it is said", () => {
  const [, path = ''] = /(docs\/[\w/-]+\.md)/.exec(ERRORS.GATEWAY_PLACE_UNKNOWN.remedy) ?? [];
  expect([path, readDoc(path).text.includes('`gatewayCredential.file`')]).toEqual([path, true]);
});

test('no remedy sends a till to npm, which it need not have: what a login of Windows needs is reported in a document', () => {
  const wrong = files.filter(
    ({ path, text }) => /^(?:src|console|rehearsal)\//.test(path) && text.includes('npm install'),
  );
  expect(wrong.map(({ path }) => path)).toEqual([]);
  const [, path = ''] = /(docs\/[\w/-]+\.md)/.exec(String(NATIVE_DRIVER.remedy)) ?? [];
  expect([path, readDoc(path).text.includes('`npm install msnodesqlv8`')]).toEqual([path, true]);
});

test("a name with a $ is typed in single quotes: PowerShell makes MSSQL of one of SQL Server's, and the service would wait for another", () => {
  const named = files.flatMap(({ path, text }) =>
    [...text.matchAll(/(.)MSSQL\$/g)].map(([, before]) => ({ path, before })),
  );
  expect(named.length).toBeGreaterThan(3);
  expect(named.filter(({ before }) => before !== "'")).toEqual([]);
});

test("no command in a document's table has a pipe: there it is written with a backslash, which anyone who files the file itself types too", () => {
  const piped = projectFiles()
    .filter(({ path }) => path.endsWith('.md'))
    .flatMap(({ path, text }) =>
      [...text.matchAll(/^\|.+\|$/gm)].flatMap(([row]) => codesIn(row).map((code) => ({ path, code }))),
    )
    .filter(({ code }) => code.includes('\\|') && !code.startsWith('ValidatePattern('));
  expect(piped).toEqual([]);
});
