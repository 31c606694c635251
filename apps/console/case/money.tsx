import type { Schemas } from '../api/client';
import { day, dollars } from '../words/figures';
import { spelled } from '../words/glossary';

/** What is owed, every cent of it in one place. */
export function Money({ account }: { readonly account: Schemas['Account'] }) {
  const owed = Object.entries(account.buckets as Record<string, number>).filter(([, cents]) => cents !== 0);
  return (
    <section aria-labelledby="money">
      <h2 id="money">Owed</h2>
      <table>
        <tbody>
          {owed.map(([bucket, cents]) => (
            <tr key={bucket}>
              <th scope="row">{spelled(bucket)}</th>
              <td>{dollars(cents)}</td>
            </tr>
          ))}
          <tr className="total">
            <th scope="row">Balance</th>
            <td>{dollars(account.balanceCents)}</td>
          </tr>
        </tbody>
      </table>
      <p>
        Past due: {dollars(account.pastDueCents)}
        {account.oldestDueOn !== null && `, the oldest since ${day(account.oldestDueOn)}`}
      </p>
    </section>
  );
}
