import { useEffect, useRef } from 'react';

/** After so long without a touch or a key the screen locks. */
const idleAfter = 10 * 60_000;

/** Calls `lock` when nobody touched this page for that long, also where the laptop slept meanwhile. */
export function useIdleLock(lockNow: () => void): void {
  // The newest one, without beginning to count anew whenever it changes.
  const newest = useRef(lockNow);
  newest.current = lockNow;
  useEffect(() => {
    const lock = () => newest.current();
    let last = Date.now();
    const touched = () => {
      last = Date.now();
    };
    const look = () => {
      if (Date.now() - last >= idleAfter) lock();
    };
    const kinds = ['pointerdown', 'pointermove', 'keydown', 'input', 'wheel', 'touchstart'] as const;
    // Before anything else on the page hears of it: a key pressed on a page left for an hour locks it, and does nothing else.
    const heard = (event: Event) => {
      if (Date.now() - last >= idleAfter) {
        event.preventDefault();
        event.stopPropagation();
        lock();
      } else touched();
    };
    for (const kind of kinds) addEventListener(kind, heard, { capture: true });
    const timer = setInterval(look, 5_000);
    document.addEventListener('visibilitychange', look);
    return () => {
      for (const kind of kinds) removeEventListener(kind, heard, { capture: true });
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, []);
}
