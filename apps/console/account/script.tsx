import type { Schemas } from '../api/client';

/** What is read out, in the pack's words; what was said of it goes onto the contact. */
export function Script({ script }: { readonly script: NonNullable<Schemas['CallPage']['script']> }) {
  return (
    <section aria-labelledby="script">
      <h2 id="script">What to say</h2>
      {script.map(({ language, wording, title, sections }) => (
        <details key={language}>
          <summary>
            {title} ({language}
            {wording === 'original' ? '' : `, ${wording}`})
          </summary>
          <div lang={language}>
            {sections.map(({ block, heading, text }) => (
              <div key={block}>
                {heading !== null && <h3>{heading}</h3>}
                <p>{text}</p>
              </div>
            ))}
          </div>
        </details>
      ))}
    </section>
  );
}
