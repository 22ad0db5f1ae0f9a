const LOOK_EVERY_MS = 500;

/**
 * npm runs a script through a shell and passes signals to that shell alone, which dies without
 * telling us. So under npm, where the shell has no other reason to go before we do, its death is
 * taken for the SIGTERM that was meant for us.
 */
export function stopWithNpm() {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, LOOK_EVERY_MS);
  timer.unref();
}
