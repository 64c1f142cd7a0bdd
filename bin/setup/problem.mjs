/** What a person has to put right: one sentence with the remedy. Shown without a stack. */
export class Problem extends Error {
  name = 'Problem';
}

/** Runs a program's main; a Problem becomes its sentence and exit code 1, anything else is our own fault and keeps its stack. */
export async function runMain(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    console.error(error instanceof Problem ? `\n${error.message}` : error);
    process.exitCode = 1;
  }
}
