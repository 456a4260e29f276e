import { journalPortContract } from '@sojourn/journal/journal-port';
import { deviceJournal } from './device-journal.ts';
import { DeviceStore } from './device-store.ts';

/** Runs in the browser: each line of the contract by its name, on the device's own store, under a key of its own. */
const run = async (name: string): Promise<string> => {
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  const store = new DeviceStore(`contract-${crypto.randomUUID()}`);
  const newId = () => crypto.randomUUID() as string;
  const [organisationId, authorId] = [newId() as never, newId() as never];
  try {
    await journalPortContract[name]?.({ port: deviceJournal(store, 'one', key), another: deviceJournal(store, 'two', key), organisationId, authorId, newId });
    return 'holds';
  } catch (problem) {
    return problem instanceof Error ? problem.message : 'failed';
  } finally {
    await store.delete();
  }
};

/** What was sealed for one place is not read at another, nor when it was changed. */
const moved = async (): Promise<string> => {
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  const store = new DeviceStore(`contract-${crypto.randomUUID()}`);
  const journal = deviceJournal(store, 'one', key);
  const entry = (sequence: number) => ({ envelope: { sequence } as never, payload: { secret: 'planted' }, sealed: [] });
  await journal.append('a' as never, [entry(1), entry(2)]);
  const [first] = await store.entries.toArray();
  if (first === undefined || new TextDecoder('latin1').decode(first.bytes).includes('planted')) return 'in the clear';
  await store.entries.put({ ...first, sequence: 2 });
  const read = await journal.read('a' as never).then(
    () => 'read',
    () => 'refused',
  );
  await store.delete();
  return read;
};

Object.assign(globalThis, { journalPort: { run, moved } });
