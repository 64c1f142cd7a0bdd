import { href } from './route';

/** How a sentence sends somebody to a page; pages that nobody is sent to have no words. */
const words: Readonly<Record<string, string>> = {
  services: 'Open the services',
  onboarding: 'Open onboarding',
  resync: 'Open the resync plan',
  operations: 'Open the operations',
  maintenance: 'Open maintenance',
  diagnosis: 'Open the diagnosis',
};

interface ViewLinkProps {
  readonly view: string | undefined;
  /** Of one operation. */
  readonly id?: string | undefined;
}

/** The way to where something is done about it; nothing where there is no such page. */
export function ViewLink({ view, id }: ViewLinkProps) {
  const word = id === undefined ? words[view ?? ''] : 'Open it';
  return view === undefined || word === undefined ? null : <a href={href(view, id)}>{word}</a>;
}
