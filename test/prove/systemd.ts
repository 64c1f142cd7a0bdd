/** `prove -- systemd`: the archive for Linux on a machine that systemd has booted, by its own commands, as an administrator would. */
import { booting } from './systemd/booting.js';
import { type Chapter, tellChapter } from './systemd/chapter.js';
import { installing, installUnbooted } from './systemd/installing.js';
import { inJournal } from './systemd/journal.js';
import { living } from './systemd/living.js';
import { boot, type Machine } from './systemd/machine.js';
import { removeOwnMachine, setUpMachine } from './systemd/machine-folder.js';
import { putSettings, unpackPrograms } from './systemd/programs.js';
import { served } from './systemd/served.js';
import { upgrading } from './systemd/upgrading.js';

export async function proveSystemd(say: (line: string) => void): Promise<readonly Chapter[]> {
  setUpMachine(say);
  say('the archive, and two more of it');
  unpackPrograms();
  putSettings();
  const chapters = [await tellChapter('a machine that systemd did not boot', installUnbooted(), say)];
  let booted = await boot();
  // Whoever holds it speaks with the machine that runs now.
  const machine: Machine = {
    run: (...said) => booted.run(...said),
    must: (...said) => booted.must(...said),
    cutPower: () => booted.cutPower(),
    shutDown: () => booted.shutDown(),
  };
  try {
    say(`booted: ${await machine.must(['systemctl', '--version']).then((text) => text.split('\n')[0])}`);
    const server = served(machine);
    const swap = (next: Machine) => {
      booted = next;
    };
    chapters.push(await tellChapter('an install', installing(machine, server), say));
    chapters.push(await tellChapter('the journal', inJournal(machine, server), say));
    chapters.push(await tellChapter('stopped, killed, refused', living(machine, server), say));
    chapters.push(await tellChapter('the machine down and up', booting(machine, server, swap), say));
    chapters.push(
      await tellChapter('an upgrade, one put back, an uninstall', upgrading(machine, server), say),
    );
  } finally {
    await booted.cutPower();
    removeOwnMachine();
  }
  return chapters;
}
