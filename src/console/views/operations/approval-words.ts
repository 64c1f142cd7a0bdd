import type { OperationPlannedFragment } from '../../generated/graphql';

type Approvers = OperationPlannedFragment['approvers'];

/** Whether to show the buttons: where nobody can say who may, the server does when one is pressed. */
export function mayDecide(approvers: Approvers | undefined, viewerId: string | undefined): boolean {
  if (approvers === undefined) return false;
  return approvers === null || approvers.some(({ id }) => id === viewerId);
}

/** Whom to fetch: `Sam Okafor (Supervisors) may approve it. Nothing is changed until then; …` */
export function approverWords(approvers: NonNullable<Approvers>): string {
  const rest = 'Nothing is changed until then; without an answer it ends by itself.';
  const names = approvers.map(({ name, securityGroup }) =>
    securityGroup ? `${name} (${securityGroup.name})` : name,
  );
  if (names.length === 0)
    return `Nobody else here may approve it: it takes another person, in a group of rank 1 or 2 with the same tick box. ${rest}`;
  return `${new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(names)} may approve it. ${rest}`;
}
