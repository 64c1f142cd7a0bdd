export async function cloudSync(run: import('./service-run.js').ServiceRun): Promise<void> {
  await new Promise<void>((r) => run.signal.addEventListener('abort', () => r()));
}
