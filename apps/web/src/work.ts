/** Follows long work on the server; the browser itself comes back after a broken connection. */
export type WorkEvent =
  | { readonly is: 'progress'; readonly done: number; readonly total: number | undefined }
  | { readonly is: 'result'; readonly value: unknown }
  | { readonly is: 'refused'; readonly kind: string };

export function followWork(workId: string, tell: (event: WorkEvent) => void): () => void {
  const source = new EventSource(`/api/work/${encodeURIComponent(workId)}/events`);
  const read = (event: Event) =>
    JSON.parse((event as MessageEvent<string>).data) as { readonly done?: number; readonly total?: number; readonly kind?: string };
  source.addEventListener('progress', (event) => {
    const { done = 0, total } = read(event);
    tell({ is: 'progress', done, total });
  });
  source.addEventListener('result', (event) => {
    source.close();
    tell({ is: 'result', value: read(event) });
  });
  source.addEventListener('refused', (event) => {
    source.close();
    tell({ is: 'refused', kind: read(event).kind ?? 'our-fault' });
  });
  return () => source.close();
}
