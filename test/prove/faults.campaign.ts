import { type Campaign, markdownTable } from './campaign.js';
import type { FaultRow } from './fault-trial.js';
import { TRIALS } from './fault-trials.js';
import { cellsOf, faults } from './faults.js';

const HOW_PATIENT =
  'The sites here wait 20 s for a cloud that is away once the code is used up (`cloudPatienceMs`, 10 min by default).';

export const campaign: Campaign = {
  title: 'Every fault of the rehearsal, and what an operation makes of it',
  async run({ say }) {
    const rows = await faults({ trials: TRIALS, say });
    const quiet = rows.filter(
      ({ state, code, remedy }) => state !== 'SUCCEEDED' && state !== 'done' && !(code && remedy),
    );
    return {
      table: `${HOW_PATIENT}\n\n${faultTableOf(rows)}`,
      untrue: [
        ...quiet.map(({ fault, tried }) => `${fault}, ${tried}: no code or no remedy`),
        ...rows
          .filter(({ state }) => state === 'RUNNING')
          .map(({ fault, tried }) => `${fault}, ${tried}: never ends`),
      ],
    };
  },
};

export function faultTableOf(rows: readonly FaultRow[]): string {
  return markdownTable(
    ['fault', 'tried', 'state', 'code', 'message', 'remedy', 'restored', 'not restored', 'time'],
    rows.map((row) => [...cellsOf(row), `${row.seconds} s`]),
  );
}
