/** A line on standard error: how many accounts are done, how fast, and how long it will take yet. Rewritten on a terminal; elsewhere one every ten seconds. */
export class ProgressBar {
  readonly #startedMs = performance.now();
  #toldMs = -Infinity;

  tell(accounts: number, ofAccounts: number): void {
    const now = performance.now();
    const { isTTY } = process.stderr;
    const isLast = accounts >= ofAccounts;
    if (!isLast && now - this.#toldMs < (isTTY ? 200 : 10_000)) return;
    this.#toldMs = now;
    const line = progressLine(accounts, ofAccounts, (now - this.#startedMs) / 1_000);
    process.stderr.write(isTTY ? `\r${line}\u001b[K${isLast ? '\n' : ''}` : `${line}\n`);
  }
}

const width = 24;

export function progressLine(accounts: number, ofAccounts: number, seconds: number): string {
  const share = ofAccounts === 0 ? 1 : accounts / ofAccounts;
  const full = Math.round(share * width);
  const perSecond = seconds > 0 ? accounts / seconds : 0;
  const left = accounts >= ofAccounts ? `in ${spanOf(seconds)}` : perSecond === 0 ? '' : `${spanOf((ofAccounts - accounts) / perSecond)} left`;
  return `${'█'.repeat(full)}${'░'.repeat(width - full)} ${Math.floor(100 * share)} % · ${accounts} of ${ofAccounts} accounts · ${Math.round(perSecond)}/s · ${left}`;
}

function spanOf(seconds: number): string {
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
