/** Entry of the rehearsal's service control, run by PowerShell: `node control-program.js start KEY` and so on. */
import { control } from './launcher.js';

const dataFolder = process.env['VENUE_CONTROL_DATA'];
if (!dataFolder) throw new Error('VENUE_CONTROL_DATA must name the data folder.');
const entry = process.env['VENUE_CONTROL_ENTRY'];
if (!entry) throw new Error('VENUE_CONTROL_ENTRY must name the program that a service runs.');
const answer = await control(process.argv.slice(2), { dataFolder, entry });
process.stdout.write(`${JSON.stringify(answer)}\n`);
