import { setTimeout as pause } from 'node:timers/promises';
import { type Connection, type Output, sentenceIn } from './connection.ts';

/** Follows long work to its end, through broken connections; Ctrl-C asks it to stop at its next step. */
export async function follow(workId: string, { ask }: Connection, { say, tell }: Output): Promise<number> {
  const stop = () => void ask('POST', `/api/work/${workId}/cancel`, '{}', { 'content-type': 'application/json' }).catch(() => undefined);
  process.once('SIGINT', stop);
  try {
    let last = '';
    for (let lost = 0; lost < 60; ) {
      const response = await ask('GET', `/api/work/${workId}/events`, undefined, {
        accept: 'text/event-stream',
        ...(last === '' ? {} : { 'last-event-id': last }),
      }).catch(() => undefined);
      if (response !== undefined && !response.ok) {
        tell(sentenceIn(await response.json().catch(() => undefined)));
        return 1;
      }
      try {
        for await (const { id, event, data } of eventsIn(response)) {
          [last, lost] = [id, 0];
          const { done, total } = data as { readonly done?: number; readonly total?: number };
          if (event === 'progress') tell(`${done}${total === undefined ? '' : ` of ${total}`}`);
          if (event === 'result') say(JSON.stringify(data, undefined, 2));
          if (event === 'refused') tell(sentenceIn(data));
          if (event !== 'progress') return event === 'result' ? 0 : 1;
        }
      } catch {
        // The connection broke: the work goes on, and so do we.
      }
      lost += 1;
      await pause(1_000);
    }
    tell(`The server is away. The work goes on there: sojourn call work.view workId=${workId}`);
    return 1;
  } finally {
    process.removeListener('SIGINT', stop);
  }
}

type Event = { readonly id: string; readonly event: string; readonly data: unknown };

async function* eventsIn(response: Response | undefined): AsyncGenerator<Event> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const part of response?.body ?? []) {
    const blocks = `${rest}${decoder.decode(part, { stream: true })}`.split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = new Map(block.split('\n').map((line): [string, string] => [line.split(': ')[0] ?? '', line.slice(line.indexOf(': ') + 2)]));
      const [id, event, data] = [fields.get('id'), fields.get('event'), fields.get('data')];
      if (event !== undefined && data !== undefined) yield { id: id ?? '', event, data: JSON.parse(data) as unknown };
    }
  }
}
