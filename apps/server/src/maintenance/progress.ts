/** Says now and then how far it is: at every twentieth part, and what is being done. */
export function progress(total: number, say: (line: string) => void): (what: string, rows: number, bytes?: number) => void {
  let [done, said] = [0, 0];
  return (what, rows, bytes) => {
    done += rows;
    const part = total === 0 ? 20 : Math.floor((done / total) * 20);
    if (part <= said) return;
    said = part;
    const written = bytes === undefined ? '' : `, ${(bytes / 1_000_000).toFixed(1)} MB written`;
    say(`${String(part * 5).padStart(3)} %: ${done} of ${total} rows${written} (${what})`);
  };
}
