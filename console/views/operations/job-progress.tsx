import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { isOver, isRollingBack } from '../../data/operations';
import { useOperation } from '../../data/use-operations';
import { href } from '../../navigation/route';
import { Foot, Page, Trail, Waiting } from '../../ui/page';
import { ServerText } from '../../ui/problem';
import { CancelButton, NotifyMe } from './buttons';
import { type JobWords, nextOf } from './job-words';
import { startedBy } from './people-words';
import { OperationView } from './view';

interface JobProps {
  readonly id: string;
  readonly words: JobWords;
  /** What is left to do once it has succeeded, the last of its steps. Default: nothing. */
  readonly afterwards?: ReactNode;
}

/** Last page of such a job: how it goes, and its result. */
export function JobProgress({ id, words, afterwards }: JobProps) {
  const followed = useOperation(id);
  const { operation, failure } = followed;
  if (!operation) return <Waiting title={words.name} failure={failure} />;
  const { state, summary } = operation;
  const next = nextOf(words, operation);
  const isLeft = afterwards !== undefined && state === 'SUCCEEDED';
  const isLast = afterwards === undefined || isLeft;
  return (
    <Page
      title={words.titles[isRollingBack(operation) ? 'FAILED' : state]}
      sentence={words.sentences[state] ?? <ServerText>{summary}</ServerText>}
      aside={<Trail steps={words.trail} current={words.trail.length - (isLast ? 1 : 2)} />}
    >
      {isLeft && afterwards}
      <OperationView followed={followed} operation={operation} />
      <Foot status={startedBy(operation)}>
        {!isOver(state) && <NotifyMe />}
        {!isOver(state) && <CancelButton operation={operation} />}
        {next.map(({ view, word }, index) => (
          <Button
            key={view}
            component="a"
            href={href(view)}
            variant={index === next.length - 1 && !isLeft ? 'filled' : 'default'}
          >
            {word}
          </Button>
        ))}
      </Foot>
    </Page>
  );
}
