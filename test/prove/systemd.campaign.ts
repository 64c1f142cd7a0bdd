import { type Campaign, markdownTable } from './campaign.js';
import { removeMachine } from './systemd/machine-folder.js';
import { proveSystemd } from './systemd.js';

export const campaign: Campaign = {
  title: 'Installed on Linux, on a machine that systemd has booted',
  async run({ say }) {
    const chapters = await proveSystemd(say);
    return {
      table: markdownTable(
        ['what', 'cases', 'found', 'untrue'],
        chapters.map(({ what, held, untrue }) => [
          what,
          held.length + untrue.length,
          held.join('; '),
          untrue.length,
        ]),
      ),
      untrue: chapters.flatMap(({ untrue }) => untrue),
    };
  },
  remove: removeMachine,
};
