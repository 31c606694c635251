import { Button } from 'react-aria-components';
import type { Schemas } from '../api/client';
import { useUtilityTime } from '../look/utility-time';
import { eventTitle } from '../words/glossary';

interface Props {
  /** What happened since; empty when only the screen has heard of it yet. */
  readonly since: NonNullable<Schemas['Problem']['since']>;
  readonly onLookAgain: () => void;
}

/** Somebody else, or something, was quicker: nothing is done over it. What was typed stays. */
export function MovedOn({ since, onLookAgain }: Props) {
  const { moment } = useUtilityTime();
  return (
    <div role="alert" className="trouble">
      <p>
        <strong>This case moved on since you looked at it</strong>
      </p>
      <p>Nothing of yours was done.</p>
      {since.length > 0 && (
        <ul>
          {since.map(({ eventId, type, at, says }) => (
            <li key={eventId}>
              {moment(at)} <strong>{eventTitle(type)}.</strong> {says}
            </li>
          ))}
        </ul>
      )}
      <Button className="button" onPress={onLookAgain}>
        Look again
      </Button>
    </div>
  );
}
