import type { Schemas } from '../api/client';
import { day, dollars } from '../words/figures';
import { saying } from '../words/spoken';

/** The best that may be offered without asking anybody. */
export function Offer({ call: { offers } }: { readonly call: Schemas['CallPage'] }) {
  if (offers === null) {
    return (
      <section aria-labelledby="offer">
        <h2 id="offer">What you can offer</h2>
        <p>Nothing is bargained about while the stay stands.</p>
      </section>
    );
  }
  const { arrangement, extension } = offers;
  return (
    <section aria-labelledby="offer">
      <h2 id="offer">What you can offer</h2>
      {arrangement.offer === null ? (
        <p>No plan: {saying(arrangement.refusal?.sentence ?? '')}</p>
      ) : (
        <p>
          <strong>A plan:</strong> {dollars(arrangement.offer.downPaymentCents)} now, then {arrangement.offer.instalments.map(({ dueOn, amountCents }) => `${dollars(amountCents)} on ${day(dueOn)}`).join(', ')}.
        </p>
      )}
      {extension.untilOn !== null && (
        <p>
          <strong>More time:</strong> until {day(extension.untilOn)}.
        </p>
      )}
      {extension.untilOn === null && extension.because !== null && <p className="faint">No more time: {saying(extension.because.sentence)}</p>}
    </section>
  );
}
