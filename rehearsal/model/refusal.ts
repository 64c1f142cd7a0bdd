/** What a script refuses, by the same error IDs as the real one's error record. */
import type { ServiceKey } from './service-keys.js';
import type { VenueModel } from './state.js';

export class ModelRefusal extends Error {
  override readonly name = 'ModelRefusal';
  readonly errorId: string;
  /** Facts that the error record hands on. */
  readonly detail: Record<string, unknown>;

  constructor(errorId: string, message: string, detail: Record<string, unknown> = {}) {
    super(message);
    this.errorId = errorId;
    this.detail = detail;
  }

  /** As it leaves PowerShell: of the details only numbers, so that no text gets around the redaction of secrets. */
  withNumbersOnly(): ModelRefusal {
    const numbers = Object.entries(this.detail).filter(([, value]) => typeof value === 'number');
    return new ModelRefusal(this.errorId, this.message, Object.fromEntries(numbers));
  }
}

/** Windows' error number -> our code, as ServiceRefusal.psd1 has them. */
const BY_NUMBER: Readonly<Record<number, string>> = {
  1051: 'SERVICE_DEPENDENTS_RUNNING',
  1052: 'SERVICE_STOP_REFUSED',
  1053: 'SERVICE_NO_ANSWER',
  1058: 'SERVICE_DISABLED',
  1060: 'SERVICE_NOT_INSTALLED',
  1061: 'SERVICE_NOT_ACCEPTING',
  1068: 'SERVICE_DEPENDENCY_FAILED',
};

export function serviceRefusal(
  model: VenueModel,
  key: ServiceKey,
  number: number,
  otherwise: string,
): ModelRefusal {
  const { displayName } = model.services[key];
  return new ModelRefusal(BY_NUMBER[number] ?? otherwise, `Windows refused with ${number}: ${displayName}.`);
}
