import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { More } from '../api/pages';

const rowPixels = 64;
const ahead = 12;
/** Rows left to show when the next page is asked for. */
const askEarly = 120;

interface RowsProps<T> extends More {
  readonly label: string;
  readonly items: readonly T[];
  readonly keyOf: (item: T) => string;
  /** Holds one link, or nothing to be opened. */
  readonly row: (item: T) => ReactNode;
  /** What other keys do with the row that has the focus: they count nowhere else, so that nobody sets them off by speaking or typing. */
  readonly keys?: Readonly<Record<string, (item: T) => void>>;
}

/**
 * A list of any length, of which only what is to be seen is in the page. Up, Down (or k, j), Page and End move among the rows and Enter opens one;
 * Tab leaves the list.
 */
export function Rows<T>({ label, items, keyOf, row, hasMore, isAsking, hasFailed, askMore, keys }: RowsProps<T>) {
  const place = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState(0);
  /** The row that a key asked for and that has not got the focus yet. */
  const wanted = useRef<number | null>(null);
  const virtual = useVirtualizer({ count: items.length, getScrollElement: () => place.current, estimateSize: () => rowPixels, overscan: ahead });
  const shown = virtual.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && !isAsking && !hasFailed && last >= items.length - askEarly) askMore();
  }, [hasMore, isAsking, hasFailed, last, items.length, askMore]);

  const move = (event: KeyboardEvent) => {
    const own = event.ctrlKey || event.altKey || event.metaKey ? undefined : keys?.[event.key];
    const item = items[current];
    if (own !== undefined && item !== undefined) {
      event.preventDefault();
      own(item);
      return;
    }
    const by = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1, PageDown: 10, PageUp: -10, Home: -items.length, End: items.length }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const to = Math.min(items.length - 1, Math.max(0, current + by));
    setCurrent(to);
    virtual.scrollToIndex(to);
    if (focusOn(place.current, to)) return;
    // It is drawn only once the list has scrolled to it. The row that has the focus may be gone by then: the list keeps it meanwhile.
    wanted.current = to;
    place.current?.focus({ preventScroll: true });
  };
  useEffect(() => {
    if (wanted.current !== null && focusOn(place.current, wanted.current)) wanted.current = null;
  });

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

/** @returns false while the row is not drawn */
function focusOn(place: HTMLElement | null, index: number): boolean {
  const row = place?.querySelector<HTMLElement>(`[data-index="${index}"] > *`);
  row?.focus({ preventScroll: true });
  return row != null;
}
