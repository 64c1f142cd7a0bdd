import { Fragment, type ReactNode } from 'react';

interface FactsProps {
  /** Names and values; one without a value is left out. A key where two may have one name. */
  readonly facts: readonly (readonly [name: string, value: ReactNode, key?: string])[];
  /** `evidence`: both are as wide. */
  readonly className?: string;
}

/** Names at the left, what they are at the right. */
export function Facts({ facts, className = '' }: FactsProps) {
  return (
    <dl className={`facts ${className}`}>
      {facts.map(
        ([name, value, key = name]) =>
          value != null &&
          value !== false && (
            <Fragment key={key}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </Fragment>
          ),
      )}
    </dl>
  );
}
