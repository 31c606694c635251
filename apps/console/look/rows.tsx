import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';

const rowPixels = 64;
const ahead = 12;
/** Rows left to show when the next page is asked for. */
const askEarly = 30;

interface RowsProps<T> {
  readonly label: string;
  readonly items: readonly T[];
  readonly keyOf: (item: T) => string;
  /** Holds one link, or nothing to be opened. */
  readonly row: (item: T) => ReactNode;
  readonly hasMore: boolean;
  readonly isAsking: boolean;
  readonly askMore: () => void;
}

/**
 * A list of any length, of which only what is to be seen is in the page. Up, Down, Page and End move among the rows and Enter opens one;
 * Tab leaves the list.
 */
export function Rows<T>({ label, items, keyOf, row, hasMore, isAsking, askMore }: RowsProps<T>) {
  const place = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState(0);
  const virtual = useVirtualizer({ count: items.length, getScrollElement: () => place.current, estimateSize: () => rowPixels, overscan: ahead });
  const shown = virtual.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && !isAsking && last >= items.length - askEarly) askMore();
  }, [hasMore, isAsking, last, items.length, askMore]);

  const move = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -items.length, End: items.length }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const to = Math.min(items.length - 1, Math.max(0, current + by));
    setCurrent(to);
    virtual.scrollToIndex(to);
    requestAnimationFrame(() => place.current?.querySelector<HTMLElement>(`[data-index="${to}"] a, [data-index="${to}"]`)?.focus());
  };

  return (
    <div ref={place} className="rows" onKeyDown={move} tabIndex={-1}>
      <ul aria-label={label} style={{ height: virtual.getTotalSize() }}>
        {shown.map(({ index, start }) => {
          const item = items[index];
          if (item === undefined) return null;
          return (
            <li key={keyOf(item)} data-index={index} data-current={index === current || undefined} aria-posinset={index + 1} aria-setsize={hasMore ? -1 : items.length} style={{ transform: `translateY(${start}px)`, height: rowPixels }} onFocus={() => setCurrent(index)}>
              {row(item)}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
