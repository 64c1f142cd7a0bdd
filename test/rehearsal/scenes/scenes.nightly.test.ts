import { play } from './play.js';
import { scenes } from './table.js';

describe('the model answers what the real scripts answer', () => {
  play(scenes.filter(({ nightly }) => nightly));
});
