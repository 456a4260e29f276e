import { interchangeQueries, type Letters, lettersCodes } from '@sojourn/interchange/operations';
import type { DeviceId, Refusal } from '@sojourn/kernel';
import { useQueryClient } from '@tanstack/react-query';
import { type ChangeEvent, useState } from 'react';
import { client } from '../api.ts';
import { useDesk, useRefusal } from '../desk.tsx';
import { newId } from '../device.ts';
import { useCode, useWords } from '../words/index.tsx';
import { followWork, type WorkEvent } from '../work.ts';
import { PAGE, type Preview, PreviewRows } from './preview-rows.tsx';
import { type Done, Recorded } from './recorded.tsx';
import { type Sender, SenderForm } from './sender-form.tsx';

type Work = { readonly workId: string; readonly done: number; readonly total: number };

/** A file of people in a format that others use: looked at row by row, then recorded with who sent it and under what. */
export function ImportScreen() {
  const { t } = useWords();
  const code = useCode();
  const sentence = useRefusal();
  const { session, say } = useDesk();
  const cache = useQueryClient();
  const [file, setFile] = useState('');
  const [letters, setLetters] = useState<Letters>('utf-8');
  const [preview, setPreview] = useState<Preview>();
  const [from, setFrom] = useState(0);
  const [leftOut, setLeftOut] = useState<ReadonlySet<number>>(new Set());
  const [done, setDone] = useState<Done>();
  const [message, setMessage] = useState('');
  const [busy, setBusy] = useState(false);
  const [work, setWork] = useState<Work>();
  const refusedBy = (refusal: Refusal) => {
    setMessage(sentence(refusal));
    setBusy(false);
  };
  const show = async (given: { readonly file: string; readonly letters: Letters }, at: number) => {
    setBusy(true);
    const read = await client.query('import.preview', { format: 'htcds', ...given, from: at, atMost: PAGE });
    if (!read.ok) return refusedBy(read.refusal);
    setFrom(at);
    setPreview(read.value);
    setBusy(false);
  };
  const choose = async (event: ChangeEvent<HTMLInputElement>) => {
    const chosen = event.target.files?.[0];
    setPreview(undefined);
    setDone(undefined);
    setMessage('');
    setLeftOut(new Set());
    if (chosen === undefined) return;
    const base64 = await toBase64(chosen);
    setFile(base64);
    await show({ file: base64, letters }, 0);
  };
  const ended = async (event: WorkEvent) => {
    if (event.is === 'progress') return setWork((before) => (before === undefined ? undefined : { ...before, done: event.done, total: event.total ?? 0 }));
    setWork(undefined);
    if (event.is === 'refused') refusedBy({ kind: event.kind });
    else {
      const recorded = interchangeQueries['import.commit'].output.parse(event.value);
      const words = t('import.done', { count: recorded.created.length, known: recorded.alreadyHere.length });
      setDone(recorded);
      setMessage(words);
      say(words);
    }
    await cache.invalidateQueries();
    await show({ file, letters }, from);
  };
  const commit = async (sender: Sender) => {
    setBusy(true);
    const begun = await client.begin('import.commit', { format: 'htcds', file, letters, ...sender, leaveOut: [...leftOut], deviceId: newId<DeviceId>() });
    if (!begun.ok) return refusedBy(begun.refusal);
    setMessage('');
    setWork({ workId: begun.value.workId, done: 0, total: 0 });
    followWork(begun.value.workId, (event) => void ended(event));
  };
  const fresh = preview === undefined ? 0 : preview.counts.new + preview.counts.unclear - leftOut.size;
  return (
    <>
      <h1>{t('import.title')}</h1>
      <div className="card act-form">
        <p className="lead">{t('import.lead')}</p>
        <div className="field">
          <label htmlFor="file">{t('import.file')}</label>
          <input id="file" type="file" accept=".xlsx,.xlsm,.csv,.tsv,.txt,.json" aria-describedby="file-hint" onChange={(event) => void choose(event)} />
          <p className="quiet" id="file-hint">
            {t('import.fileHint')}
          </p>
        </div>
        {preview !== undefined && (preview.oddRows > 0 || letters !== 'utf-8') ? (
          <div className="field">
            <label htmlFor="letters">{t('import.letters')}</label>
            <select
              id="letters"
              value={letters}
              onChange={(event) => {
                const chosen = lettersCodes.find((one) => one === event.target.value) ?? 'utf-8';
                setLetters(chosen);
                void show({ file, letters: chosen }, 0);
              }}
            >
              {lettersCodes.map((one) => (
                <option key={one} value={one}>
                  {code('letters', one)}
                </option>
              ))}
            </select>
          </div>
        ) : null}
        <p role="status">{busy && work === undefined ? t('loading') : message}</p>
      </div>
      {done === undefined ? null : <Recorded done={done} />}
      {preview === undefined ? null : (
        <div className="card">
          <PreviewRows
            preview={preview}
            from={from}
            leftOut={leftOut}
            onLeaveOut={(row, out) => setLeftOut(out ? new Set([...leftOut, row]) : new Set([...leftOut].filter((one) => one !== row)))}
            onPage={(at) => void show({ file, letters }, at)}
          />
          {fresh <= 0 ? <p>{t('import.nothing')}</p> : null}
          {fresh > 0 && work === undefined ? (
            <SenderForm count={fresh} country={session.user.officeCountry} busy={busy} onCommit={(sender) => void commit(sender)} />
          ) : null}
          {work === undefined ? null : (
            <div className="act-form">
              <label>
                {t('import.progress', { done: work.done, total: work.total })} <progress value={work.done} max={Math.max(work.total, 1)} />
              </label>
              <button type="button" onClick={() => void client.query('work.cancel', { workId: work.workId })}>
                {t('import.stop')}
              </button>
            </div>
          )}
        </div>
      )}
    </>
  );
}

function toBase64(file: File): Promise<string> {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result).split(',')[1] ?? '');
    reader.onerror = () => failed(reader.error ?? new Error('The file could not be read'));
    reader.readAsDataURL(file);
  });
}
