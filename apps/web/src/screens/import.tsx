import { interchangeQueries } from '@sojourn/interchange/operations';
import type { DeviceId, Refusal } from '@sojourn/kernel';
import { useQueryClient } from '@tanstack/react-query';
import { type ChangeEvent, useState } from 'react';
import { client } from '../api.ts';
import { useDesk, useFactValue, useRefusal } from '../desk.tsx';
import { newId } from '../device.ts';
import { usePlaces } from '../ui/places.ts';
import { useCode, useWords } from '../words/index.tsx';
import { followWork, type WorkEvent } from '../work.ts';

type Preview = Extract<Awaited<ReturnType<typeof client.query<'import.preview'>>>, { ok: true }>['value'];

export function ImportScreen() {
  const { t } = useWords();
  const code = useCode();
  const sentence = useRefusal();
  const value = useFactValue();
  const places = usePlaces();
  const { session, texts, say } = useDesk();
  const cache = useQueryClient();
  const [file, setFile] = useState('');
  const [preview, setPreview] = useState<Preview>();
  const [place, setPlace] = useState(session.user.officeCountry);
  const [message, setMessage] = useState('');
  const [busy, setBusy] = useState(false);
  const [work, setWork] = useState<{ readonly workId: string; readonly done: number; readonly total: number }>();
  const refusedBy = (refusal: Refusal) => {
    setMessage(sentence(refusal));
    setBusy(false);
  };
  const show = async (base64: string) => {
    setBusy(true);
    const read = await client.query('import.preview', { format: 'htcds-spreadsheet', file: base64 });
    if (!read.ok) return refusedBy(read.refusal);
    setPreview(read.value);
    setBusy(false);
  };
  const choose = async (event: ChangeEvent<HTMLInputElement>) => {
    const chosen = event.target.files?.[0];
    setPreview(undefined);
    setMessage('');
    if (chosen === undefined) return;
    const base64 = await toBase64(chosen);
    setFile(base64);
    await show(base64);
  };
  const ended = async (event: WorkEvent) => {
    if (event.is === 'progress') return setWork((before) => (before === undefined ? undefined : { ...before, done: event.done, total: event.total ?? 0 }));
    setWork(undefined);
    if (event.is === 'refused') refusedBy({ kind: event.kind });
    else {
      const done = interchangeQueries['import.commit'].output.parse(event.value);
      const words = t('import.done', { count: done.created.length, known: done.alreadyHere.length });
      setMessage(words);
      say(words);
    }
    await cache.invalidateQueries();
    await show(file);
  };
  const commit = async () => {
    setBusy(true);
    const begun = await client.begin('import.commit', { format: 'htcds-spreadsheet', file, deviceId: newId<DeviceId>(), presentCountry: place });
    if (!begun.ok) return refusedBy(begun.refusal);
    setMessage('');
    setWork({ workId: begun.value.workId, done: 0, total: 0 });
    followWork(begun.value.workId, (event) => void ended(event));
  };
  const fresh = preview?.rows.filter((row) => row.outcome === 'new' || row.outcome === 'unclear').length ?? 0;
  return (
    <>
      <h1>{t('import.title')}</h1>
      <div className="card act-form">
        <p className="lead">{t('import.lead')}</p>
        <div className="field">
          <label htmlFor="file">{t('import.file')}</label>
          <input id="file" type="file" accept=".xlsx" onChange={(event) => void choose(event)} />
        </div>
        <p role="status">{busy && work === undefined ? t('loading') : message}</p>
      </div>
      {preview === undefined ? null : (
        <div className="card">
          {preview.headerFlags.length === 0 ? null : (
            <ul className="flags">
              {preview.headerFlags.map((flag) => (
                <li key={flag.column + flag.text}>
                  <bdi dir="ltr">{flag.text}</bdi>: {code('flag', flag.kind)}
                </li>
              ))}
            </ul>
          )}
          <ul className="rows">
            {preview.rows.map((row) => (
              <li key={row.row}>
                <h2>
                  {t('import.row')} {row.row} · {code('import', row.outcome)}
                </h2>
                <dl className="facts">
                  {row.facts.map((fact) => (
                    <div key={fact.column}>
                      <dt>{texts.facts[fact.fact]?.name ?? fact.fact}</dt>
                      <dd>{value(fact.fact, fact.value)}</dd>
                    </div>
                  ))}
                </dl>
                <p className="quiet">{t('import.kept', { count: row.sealed.length })}</p>
                <ul className="flags">
                  {row.flags.map((flag) => (
                    <li key={flag.column + flag.kind + flag.text}>
                      <bdi dir="ltr">{flag.column}</bdi>: {code('flag', flag.kind)} {flag.text === '' ? '' : <bdi>“{flag.text}”</bdi>}
                    </li>
                  ))}
                </ul>
              </li>
            ))}
          </ul>
          {fresh === 0 ? (
            <p>{t('import.nothing')}</p>
          ) : (
            <div className="act-form">
              <div className="field">
                <label htmlFor="place">{t('import.where')}</label>
                <select id="place" value={place} onChange={(event) => setPlace(event.target.value)}>
                  {places.map((option) => (
                    <option key={option.value} value={option.value}>
                      {option.label}
                    </option>
                  ))}
                </select>
              </div>
              {work === undefined ? (
                <button type="button" className="primary" disabled={busy} onClick={() => void commit()}>
                  {t('import.commit', { count: fresh })}
                </button>
              ) : (
                <>
                  <label>
                    {t('import.progress', { done: work.done, total: work.total })} <progress value={work.done} max={Math.max(work.total, 1)} />
                  </label>
                  <button type="button" onClick={() => void client.query('work.cancel', { workId: work.workId })}>
                    {t('import.stop')}
                  </button>
                </>
              )}
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
