/** A program: lays the proof out into the folder that is named, for its archive (bin/packaging/package-proof.mjs). */
import { layOut } from './proof-programs.js';

await layOut(process.argv[2]);
