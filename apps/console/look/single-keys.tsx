import { useState } from 'react';

const kept = 'single-keys';

/** Whether a single sign, typed into nothing, does something. Who speaks to the computer, or trembles, turns it off (WCAG 2.1.4). */
export const singleKeysAreOn = () => localStorage.getItem(kept) !== 'off';

export function SingleKeys() {
  const [isOn, setIsOn] = useState(singleKeysAreOn);
  const turn = (on: boolean) => {
    localStorage.setItem(kept, on ? 'on' : 'off');
    setIsOn(on);
  };
  return (
    <label className="single-keys faint">
      <input type="checkbox" checked={isOn} onChange={({ target }) => turn(target.checked)} /> “/” finds an account
    </label>
  );
}
