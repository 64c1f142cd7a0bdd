/** Imported before the suites: they find this engine in the place of SQLite. */
import { ENGINES } from '../engines.js';
import { scriptedEngine } from '../tds/engine.js';

export const engine = scriptedEngine();

ENGINES.splice(0, ENGINES.length, engine);
