import type { Schemas } from '../api/client';
import { eventTitle, statusWords } from '../words/glossary';
import { saying } from '../words/spoken';
import { NextSteps } from './ahead';
import { Outlook } from './what-next';

interface Props {
  readonly comes: Schemas['WhatWouldCome'];
  readonly title?: string;
}

/** What would be recorded, word by word, and the next steps after it. */
export function WhatWouldCome({ comes, title = 'This would be recorded' }: Props) {
  return (
    <div role="status" className="preview">
      <h3>{title}</h3>
      <ol>
        {comes.events.map(({ type, says }, index) => (
          <li key={`${type} ${index}`}>
            <strong>{eventTitle(type)}.</strong> {saying(says)}
          </li>
        ))}
      </ol>
      <h3>And then: {statusWords[comes.status]}</h3>
      <Outlook next={comes.next} />
      <h3>The next steps then</h3>
      <NextSteps ahead={comes.next.ahead} />
    </div>
  );
}
