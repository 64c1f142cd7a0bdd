/** A practice venue for those who don't speak TypeScript: one line of JSON says where it is, and it ends when stdin closes. */
import { once } from 'node:events';
import { startVenue, type VenueOptions } from './practice-venue.js';

const options: VenueOptions = JSON.parse(process.argv[2] ?? '{}');
const venue = await startVenue(options);
const { url, cloudUrl, folder, settings } = venue;
process.stdout.write(`${JSON.stringify({ url, cloudUrl, folder, settings, node: process.execPath })}\n`);
process.stdin.resume();
await Promise.race([once(process.stdin, 'end'), once(process, 'SIGTERM')]);
await venue.stop();
process.exit();
