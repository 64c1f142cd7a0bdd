import { writeFileSync } from 'node:fs';
import { requireMonitorFree } from '../../src/platform/windows-service/suspended-monitor.js';
import { folderOfTest } from '../fixtures/folder-of-test.js';

const folder = folderOfTest();

test.each([
  ['no record', undefined, false],
  ['a record of nothing', '{"plannedStops":[],"stoppedByUs":false}', false],
  ['a stop that is planned', '\ufeff{"plannedStops":["netpos"],"stoppedByUs":true}', true],
  ['a record that is half written', '{"stoppedByUs":tr', false],
])('an uninstall finds %s', (_, text, isHeld) => {
  if (text !== undefined) writeFileSync(folder('monitor.json'), text);
  const ask = () => requireMonitorFree(folder(), 'UNINSTALL_FAILED');
  if (isHeld) expect(ask).toThrow('Services Monitor is stopped');
  else expect(ask).not.toThrow();
});
