/** What is wrong with the configuration, with the remedy, for a person at a console. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}
