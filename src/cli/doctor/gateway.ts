/** What `venue-control doctor` says of the file that Gateway Client reads its credential from, before an onboarding refuses it. */
import type { Config } from '../../config/config.js';
import type { Finding } from '../../domain/ports/finding.js';
import type { ScriptRunner } from '../../domain/ports/script-runner.js';
import { Row } from '../../domain/scripts/output.js';
import { AppError } from '../../errors/errors.js';
import { failed } from '../finding.js';

const script = 'Test-GatewayPlace';
const part = 'gateway credential place';

/** None where venue.json names no file, which the check of venue.json reports. */
export async function gatewayPlace(
  { venueFile }: Pick<Config, 'venueFile'>,
  runner: ScriptRunner,
): Promise<readonly Finding[]> {
  const file = venueFile?.said?.gatewayCredential?.file;
  if (file === undefined) return [];
  try {
    const { output } = await runner.run({ script, deadlineMs: 20_000 });
    const why = new Row(output[0], script).optionalText('Why');
    if (why === undefined)
      return [{ part, ok: true, detail: `${file}, which only administrators can change` }];
    return [{ part, ok: false, detail: why, remedy: new AppError('GATEWAY_PLACE_UNUSABLE').remedy }];
  } catch (error) {
    return [failed(part, error)];
  }
}
