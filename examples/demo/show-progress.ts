/** A bar on a terminal, a line per tenth elsewhere. `total` is a guess that may grow. */
export function showProgress(label: string, total: number) {
  const isTerminal = process.stderr.isTTY === true;
  const started = Date.now();
  let done = 0;
  let lastTenth = -1;
  const draw = () => {
    const share = Math.min(1, done / total);
    const seconds = ((Date.now() - started) / 1000).toFixed(0);
    const bar = '█'.repeat(Math.round(share * 24)).padEnd(24, '░');
    const line = `${label} ${bar} ${String(done).padStart(String(total).length)}/${total}  ${seconds} s`;
    if (isTerminal) process.stderr.write(`\r\u001b[K${line}`);
    else if (Math.floor(share * 10) > lastTenth) {
      lastTenth = Math.floor(share * 10);
      process.stderr.write(`${line}\n`);
    }
  };
  draw();
  return {
    step: () => {
      done = Math.min(total, done + 1);
      draw();
    },
    end: () => {
      if (isTerminal) process.stderr.write('\r\u001b[K');
    },
  };
}
