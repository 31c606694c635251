import { useQuery } from '@tanstack/react-query';
import { clockQuery } from '../api/queries';
import { useSession } from '../session/session';
import { age, moment } from '../words/figures';

/** Moments as the utility's clocks show them, and ages by what time it is there: on a sandbox that is not today. */
export function useUtilityTime(): { moment(instant: string): string; age(since: string): string } {
  const { data } = useQuery(clockQuery(useSession().utilityId));
  return {
    moment: (instant) => (data === undefined ? '' : moment(instant, data.zone)),
    age: (since) => (data === undefined ? '' : age(since, data.now)),
  };
}
