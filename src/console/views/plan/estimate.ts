import type { ImpactLineFragment } from '../../generated/graphql';
import { duration, milliseconds } from '../../ui/format';

/** One estimate, with what it rests on, said once: `About 4 min, from 52,146 rows in 14 tables; …` */
export function estimateOf({
  estimatedDuration,
  basis,
}: Pick<ImpactLineFragment, 'estimatedDuration' | 'basis'>): string {
  return `About ${duration(milliseconds(estimatedDuration))}, from ${basis}`;
}
