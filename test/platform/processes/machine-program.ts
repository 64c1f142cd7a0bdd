/** Does one thing with the machine's adapters, in a process of its own. */
import { systemClock } from '../../../src/platform/clock.js';
import { openKeys } from '../../../src/platform/data-folder/keys.js';
import { openLog } from '../../../src/platform/logging/log.js';

const [what, folder = '', word = ''] = process.argv.slice(2);
switch (what) {
  case 'keys': {
    // All at the same moment, so that they meet.
    while (Date.now() < Number(word));
    const keys = openKeys(folder);
    process.stdout.write(keys.hmac('code', 'x') + keys.hmac('pin', 'x') + keys.hmac('audit', 'x'));
    break;
  }
  case 'log': {
    const log = openLog(folder, word);
    log.debug({}, 'of debug');
    log.info({}, 'of info');
    log.warn({}, 'of warn');
    log.error({}, 'of error');
    break;
  }
  default:
    void systemClock.sleep(60_000);
}
