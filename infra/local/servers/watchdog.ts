import { type ChildProcess, spawn } from 'node:child_process';

/*
 * Servers run in process groups of their own, so that Ctrl-C reaches this process alone and it can stop them in order.
 * The price: were this process killed, they would stay. So a shell, a few hundred kB small, holds the other end of a
 * pipe: when the pipe breaks, this process is gone, and the shell ends whatever is still on its list.
 */
const SCRIPT = `
trap '' HUP INT TERM
list=''
while read -r verb pid signal; do
  case "$verb" in
    watch) list="$list $pid:$signal" ;;
    forget) rest=''; for entry in $list; do [ "\${entry%%:*}" = "$pid" ] || rest="$rest $entry"; done; list=$rest ;;
  esac
done
for entry in $list; do kill -s "\${entry##*:}" "\${entry%%:*}" 2>/dev/null; done
tries=0
while [ $tries -lt 20 ]; do
  left=''
  for entry in $list; do kill -0 "\${entry%%:*}" 2>/dev/null && left="$left $entry"; done
  [ -z "$left" ] && exit 0
  sleep 0.5; tries=$((tries + 1))
done
for entry in $left; do kill -9 "\${entry%%:*}" 2>/dev/null; done
`;

let shell: ChildProcess | undefined;

function say(line: string): void {
  if (shell === undefined) {
    shell = spawn('sh', ['-c', SCRIPT, 'arrears-watchdog'], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
    // Neither the shell nor its pipe shall keep this process alive, and a lost watchdog is no reason to fall over.
    shell.unref();
    (shell.stdin as unknown as { unref?: () => void }).unref?.();
    shell.stdin?.on('error', () => undefined);
    shell.on('error', () => undefined);
  }
  shell.stdin?.write(`${line}\n`);
}

/** Ends the process when this one disappears without having done so itself. */
export function watchOver(pid: number, signal: NodeJS.Signals): void {
  say(`watch ${pid} ${signal.replace(/^SIG/, '')}`);
}

/** The process has ended; its number may soon be another's. */
export function stopWatchingOver(pid: number): void {
  say(`forget ${pid}`);
}
