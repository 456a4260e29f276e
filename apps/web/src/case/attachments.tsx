import { attachmentKinds } from '@sojourn/casework';
import { caseworkQueries } from '@sojourn/casework/operations';
import type { ActId, Refusal } from '@sojourn/kernel';
import { type QueryOutput, queryPath } from '@sojourn/operations';
import { type FormEvent, useState } from 'react';
import { client, sendBytes } from '../api.ts';
import { useRefusal } from '../desk.tsx';
import { newId } from '../device.ts';
import { Reveal, Section } from '../ui/section.tsx';
import { useCode, useWords } from '../words/index.tsx';
import type { CasePart } from './part.ts';

type Attachment = QueryOutput<typeof caseworkQueries, 'attachments.list'>['attachments'][number];

/** Documents and photos that the person gave. Shown when asked for: the names they came under are identity, and each look is written down. */
export function Attachments({ record, mayAdd }: Pick<CasePart, 'record'> & { readonly mayAdd: boolean }) {
  const { t, language } = useWords();
  const code = useCode();
  const sentence = useRefusal();
  const { caseId, personId } = record.case;
  const [shown, setShown] = useState<readonly Attachment[]>();
  const [message, setMessage] = useState('');
  const [busy, setBusy] = useState(false);
  const [sending, setSending] = useState<{ readonly file: File; readonly kind: string; readonly actId: ActId }>();
  const refusedBy = (refusal: Refusal) => setMessage(sentence(refusal));
  const show = async () => {
    const list = await client.query('attachments.list', { caseId });
    if (list.ok) setShown(list.value.attachments);
    else refusedBy(list.refusal);
  };
  const add = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const given = new FormData(form);
    const [file, kind] = [given.get('file'), String(given.get('kind'))];
    if (!(file instanceof File) || file.size === 0) return;
    setBusy(true);
    const { path } = queryPath(caseworkQueries['attachment.add'].path, { caseId });
    // Pressed again after the network failed, it is the same sending: the file is kept once.
    const same =
      sending?.file.name === file.name && sending.file.lastModified === file.lastModified && sending.file.size === file.size && sending.kind === kind;
    const actId = same ? sending.actId : newId<ActId>();
    setSending({ file, kind, actId });
    const search = new URLSearchParams({ subjectId: personId, kind, actId }).toString();
    const answer = await sendBytes(`${path}?${search}`, file).catch(() => undefined);
    setBusy(false);
    if (answer === undefined) return setMessage(t('away'));
    setSending(undefined);
    if (answer.status !== 200) return refusedBy(answer.body as Refusal);
    form.reset();
    setMessage(t('files.added'));
    await show();
  };
  const size = new Intl.NumberFormat(language, { style: 'unit', unit: 'kilobyte', maximumFractionDigits: 0 });
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium' });
  return (
    <Section id="files" title={t('files.title')} lead={t('files.lead')}>
      {shown === undefined ? (
        <button type="button" onClick={() => void show()}>
          {t('files.show')}
        </button>
      ) : (
        <ul className="log">
          {shown.map((one) => (
            <li key={one.attachmentId}>
              {one.erased ? (
                t('case.erased')
              ) : (
                <a href={`/api/cases/${caseId}/attachments/${one.attachmentId}`} download>
                  <bdi>{one.name === '' ? code('file', one.kind) : one.name}</bdi>
                </a>
              )}{' '}
              <span className="quiet">
                {code('file', one.kind)} · <bdi>{size.format(Math.ceil(one.bytes / 1000))}</bdi> · <bdi>{one.addedBy}</bdi> ·{' '}
                <bdi>{day.format(new Date(one.addedAt))}</bdi>
              </span>
            </li>
          ))}
          {shown.length === 0 ? <li>{t('files.none')}</li> : null}
        </ul>
      )}
      <p role="status">{busy ? t('loading') : message}</p>
      {mayAdd ? (
        <Reveal label={t('files.add')}>
          <form className="act-form" onSubmit={(event) => void add(event)}>
            <div className="field">
              <label htmlFor="files-file">{t('files.file')}</label>
              <input id="files-file" name="file" type="file" accept="image/jpeg,image/png,image/webp,application/pdf" required />
            </div>
            <div className="field">
              <label htmlFor="files-kind">{t('files.kind')}</label>
              <select id="files-kind" name="kind">
                {attachmentKinds.map((kind) => (
                  <option key={kind} value={kind}>
                    {code('file', kind)}
                  </option>
                ))}
              </select>
            </div>
            <button type="submit" className="primary" disabled={busy}>
              {t('save')}
            </button>
          </form>
        </Reveal>
      ) : null}
    </Section>
  );
}
