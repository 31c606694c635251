import { useEffect, useRef } from 'react';
import { Button } from 'react-aria-components';
import type { Schemas } from '../api/client';

/** The words for the caller, once everything is recorded. */
export function Confirmation({ recorded, onNext }: { readonly recorded: Schemas['ContactRecorded']; readonly onNext: () => void }) {
  const place = useRef<HTMLElement>(null);
  useEffect(() => place.current?.focus(), []);
  return (
    <section ref={place} tabIndex={-1} aria-labelledby="confirmation" className="confirmation">
      <h2 id="confirmation">Recorded. Read this out</h2>
      {recorded.confirmations.map(({ language, text }) => (
        <p key={language} lang={language}>
          {text}
        </p>
      ))}
      <p className="faint">Reference {recorded.reference}</p>
      <Button className="button" onPress={onNext}>
        Next contact
      </Button>
    </section>
  );
}
