import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';

const product = 'Arrears';

/**
 * Whoever goes to another screen is told where they are: its heading has the focus, so that a screen reader reads it and Tab goes on from
 * there, and stands in the title of the window. A screen that took the focus itself, for its first field, keeps it.
 */
export function useArrival(): void {
  const router = useRouter();
  useEffect(() => {
    const screen = document.getElementById('screen');
    if (screen === null) return undefined;
    let isWaited = false;
    const look = () => {
      const heading = screen.querySelector('h1');
      const words = heading?.textContent?.trim() ?? '';
      document.title = words === '' ? product : `${words} · ${product}`;
      if (!isWaited || heading === null) return;
      isWaited = false;
      if (screen.contains(document.activeElement) && document.activeElement !== screen) return;
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
    };
    const watch = new MutationObserver(look);
    watch.observe(screen, { childList: true, subtree: true, characterData: true });
    const stop = router.subscribe('onRendered', ({ pathChanged, fromLocation }) => {
      isWaited = pathChanged && fromLocation !== undefined;
      look();
    });
    look();
    return () => {
      watch.disconnect();
      stop();
    };
  }, [router]);
}
