import type { CheckLineFragment } from '../../generated/graphql';

type Against = Pick<CheckLineFragment, 'code' | 'title' | 'outcome'>;

/** A check's title says what should be; here it is said what is not so, for whoever goes on all the same. */
const failed: Readonly<Record<string, string>> = {
  SYNC_IS_CAUSE: 'Data sync has not been identified as the cause.',
  TRADING_HOURS: 'It does not fit between trading hours.',
  DATABASE_OPERATION: 'A database operation is running.',
  DAILY_RESTART: 'The daily restart of services is in the way.',
  FREEZE: 'A freeze is in force.',
  ELEVATION: 'The control plane does not run as Administrator.',
  CLOUD_REACHABLE: 'swiftpos Cloud does not answer.',
  OLD_SERVER: 'Another server uses this Customer Number.',
  FIRST_SYNC_RUNNING: 'A first sync is running.',
  REGISTRATION: 'The registration has ended.',
};
const notKnown: Readonly<Record<string, string>> = {
  SYNC_IS_CAUSE: 'Nobody knows whether data sync is the cause.',
  TRADING_HOURS: 'Nobody knows whether the venue trades then.',
  DATABASE_OPERATION: 'Nobody knows whether a database operation is running.',
  DAILY_RESTART: 'Nobody knows whether the daily restart of services is in the way.',
};

/** `It does not fit between trading hours.` */
export function againstWords({ code, title, outcome }: Against): string {
  const words = outcome === 'UNKNOWN' ? notKnown : failed;
  return words[code] ?? `${outcome === 'UNKNOWN' ? 'Not known' : 'Not so'}: ${title}.`;
}

/** Of what is only worth a look, these are not so either; the others hold, and soon may not. */
const NOT_SO_WHEN_WARNED: readonly string[] = ['TRADING_HOURS', 'DAILY_RESTART'];

/** A check in a list, beside its mark: what is so, so that the two never say the opposite of each other. */
export function checkWords(check: Against): string {
  const { code, title, outcome } = check;
  const holds = outcome === 'PASS' || (outcome === 'WARN' && !NOT_SO_WHEN_WARNED.includes(code));
  return holds ? title : againstWords(check).replace(/\.$/, '');
}
