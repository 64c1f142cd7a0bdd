/** Runs one stage, see stages.mjs, and keeps how long it took. */
export async function timed(name, run) {
  const since = Date.now();
  const result = await run();
  return { name, seconds: (Date.now() - since) / 1000, ...result };
}

/** Prints what failed, and the table. Resolves to the exit code: 0 only when something ran and nothing failed. */
export function report(rows) {
  // Once more, and here: above it is in thousands of lines.
  for (const { name, names = [] } of rows)
    for (const one of names) console.log(`\nfailed      ${name}: ${one}`);
  console.log(`\n${'what'.padEnd(11)} ${'time'.padStart(8)}   result`);
  for (const { name, seconds, passed, failed, note } of rows) {
    const counts = passed + failed > 0 ? `${passed} passed, ${failed} failed` : 'ok';
    const result = note.startsWith('skipped') ? note : [counts, note].filter(Boolean).join('; ');
    console.log(`${name.padEnd(11)} ${seconds.toFixed(1).padStart(6)} s   ${result}`);
  }
  for (const line of longest(rows.flatMap(({ files = [] }) => files))) console.log(line);
  const passed = rows.reduce((sum, row) => sum + row.passed, 0);
  const failed = rows.reduce((sum, row) => sum + row.failed, 0);
  if (passed + failed === 0) console.log('No test ran, which is a failure.');
  console.log(`${passed} passed, ${failed} failed`);
  return failed > 0 || passed === 0 ? 1 : 0;
}

/** Where to look when all of it takes too long: the files that took most. Of a few files no one asks. */
function longest(files) {
  if (files.length < 50) return [];
  const most = files.toSorted((a, b) => b.seconds - a.seconds).slice(0, 12);
  return [
    '',
    'longest',
    ...most.map(({ file, seconds }) => `${seconds.toFixed(1).padStart(8)} s   ${file}`),
    '',
  ];
}
