import { freePort } from '../venue/free-port.js';
import { startVenue } from '../venue/practice-venue.js';
import { type Campaign, markdownTable } from './campaign.js';
import { documents } from './documents.js';
import type { HeldMemory } from './held-memory.js';
import { inspectorAt, LiveMemory } from './live-memory.js';

export const campaign: Campaign = {
  title: 'Hostile documents, over both transports',
  async run({ seed, count = 10_000, say }) {
    const port = await freePort();
    const memory = new LiveMemory(port);
    const venue = await startVenue({ env: inspectorAt(port) });
    try {
      const { rows, before, after, untrue } = await documents({ venue, memory, seed, count, say });
      const answers = markdownTable(
        ['what', 'sent', 'median ms', 'slowest ms', 'of an empty one, ms', 'untrue'],
        rows.map(({ what, sent, medianMs, slowestMs, baselineMs, untrue: wrong }) => [
          what,
          sent,
          medianMs.toFixed(2),
          slowestMs.toFixed(1),
          baselineMs?.toFixed(2) ?? '',
          wrong.length,
        ]),
      );
      const held = markdownTable(
        ['after a collection, MB', 'resident', 'objects and buffers'],
        [rowOf('before', before), rowOf('after', after)],
      );
      return { table: `${answers}\n\n${held}`, untrue };
    } finally {
      memory.close();
      await venue.stop();
    }
  },
};

function rowOf(when: string, { resident, live }: HeldMemory): readonly string[] {
  return [when, resident.toFixed(0), live.toFixed(0)];
}
