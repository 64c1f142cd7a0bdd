import type { CheckLineFragment } from '../../generated/graphql';

type Against = Pick<CheckLineFragment, 'code' | 'title' | 'outcome'>;

/** A check's title says what should be; here it is said what is not so, for whoever goes on all the same. */
const failed: Readonly<Record<string, string>> = {
  SYNC_IS_CAUSE: 'Data sync has not been identified as the cause.',
  TRADING_HOURS: 'It does not fit between trading hours.',
  DATABASE_OPERATION: 'A database operation is running.',
  DAILY_RESTART: 'The daily restart of services is in the way.',
  FREEZE: 'A freeze is in force.',
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
