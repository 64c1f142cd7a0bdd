import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireMonitorFree } from '../../src/machine/installation/held-monitor.js';

test.each([
  ['no record', undefined, false],
  ['a record of nothing', '{"plannedStops":[],"stoppedByUs":false}', false],
  ['a stop that is planned', '\ufeff{"plannedStops":["netpos"],"stoppedByUs":true}', true],
  ['a record that is half written', '{"stoppedByUs":tr', false],
])('an uninstall finds %s', (_, text, isHeld) => {
  const folder = mkdtempSync(join(tmpdir(), 'venue-control-held-'));
  try {
    if (text !== undefined) writeFileSync(join(folder, 'monitor.json'), text);
    const ask = () => requireMonitorFree(folder, 'UNINSTALL_FAILED');
    if (isHeld) expect(ask).toThrow('Services Monitor is stopped');
    else expect(ask).not.toThrow();
  } finally {
    rmSync(folder, { recursive: true });
  }
});
