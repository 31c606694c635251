import type { ReactNode } from 'react';

interface TableProps {
  /** The heading that names it, by its id; or a name of its own. */
  readonly of: { readonly id: string } | { readonly name: string };
  readonly head: readonly string[];
  /** The first cell of a row names it. */
  readonly rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[];
  /** Cells hold sentences, and not figures. */
  readonly ofTexts?: boolean;
}

/** A table that scrolls by itself where there is no room for it, by keyboard too. */
export function Table({ of, head, rows, ofTexts = false }: TableProps) {
  return (
    <div className="wide" data-scrolls tabIndex={0} role="group" {...('id' in of ? { 'aria-labelledby': of.id } : { 'aria-label': of.name })}>
      <table className={ofTexts ? 'texts' : undefined}>
        <thead>
          <tr>
            {head.map((cell) => (
              <th key={cell} scope="col">
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells: [first, ...rest] }) => (
            <tr key={key}>
              <th scope="row">{first}</th>
              {rest.map((cell, index) => (
                <td key={head[index + 1]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
