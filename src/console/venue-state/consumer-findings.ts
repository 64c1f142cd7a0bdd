import type { OperationLineFragment, VenueLinkFragment } from '../generated/graphql';
import { t } from '../messages';
import { list } from '../ui/format';
import type { Finding } from './finding';

type Consumer = VenueLinkFragment['consumers'][number];

/**
 * What depends on the cloud and is off, unless that is said already of the service behind it. While all data is being
 * sent, some of it is meant to be off.
 */
export function consumerFindings(
  { consumers, onboarding }: Pick<VenueLinkFragment, 'consumers' | 'onboarding'>,
  services: readonly Finding[],
  running: readonly OperationLineFragment[],
): readonly Finding[] {
  const isExplained = ({ servedBy }: Consumer) =>
    services.some(({ subject, explains }) => explains === true && servedBy.includes(subject));
  const left = consumers.filter((consumer) => !isExplained(consumer));
  const off = left.filter(({ available }) => available === false);
  const unknown = left.filter(({ available }) => available === null);
  // A connected venue has a detail only while all its data is sent.
  const isSending =
    onboarding.firstSync !== null ||
    (onboarding.state === 'CONNECTED' && onboarding.detail !== null) ||
    running.some(({ kind, state }) => kind === 'RESYNC' && state === 'RUNNING');
  return [
    ...(off.length > 0 ? [isSending ? whileSending(off, onboarding.detail) : offNow(off)] : []),
    ...(unknown.length > 0 ? [notKnown(unknown)] : []),
  ];
}

function offNow(off: readonly Consumer[]): Finding {
  return {
    subject: 'consumers',
    tone: 'bad',
    sentence: t.state.consumersOff(namesOf(off), off.length),
    next: off[0]?.detail ?? t.state.lookBehind,
    view: 'services',
    isDiagnosed: true,
  };
}

function whileSending(off: readonly Consumer[], detail: string | null): Finding {
  return {
    subject: 'consumers',
    tone: 'busy',
    sentence: t.state.consumersHeld(namesOf(off), off.length),
    next: detail ?? t.state.comesBack,
    view: 'operations',
  };
}

function notKnown(unknown: readonly Consumer[]): Finding {
  return {
    subject: 'unknown-consumers',
    tone: 'warn',
    sentence: t.state.consumersUnknown(namesOf(unknown), unknown.length),
    next: unknown[0]?.detail ?? t.state.lookBehind,
    view: 'services',
    isDiagnosed: true,
  };
}

function namesOf(consumers: readonly Consumer[]): string {
  return list(consumers.map(({ name }) => name));
}
