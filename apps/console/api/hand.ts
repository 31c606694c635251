const events = ['pointerdown', 'keydown', 'wheel'] as const;
const byHandMs = 10_000;
let lastAt = Date.now();

for (const event of events) window.addEventListener(event, () => void (lastAt = Date.now()), { capture: true, passive: true });

/** For how long nobody has touched the console, in milliseconds. */
export const idleMs = () => Date.now() - lastAt;

/** Whether a person is behind what is asked now, or a screen that keeps itself fresh. */
export const isByHand = () => idleMs() < byHandMs;
