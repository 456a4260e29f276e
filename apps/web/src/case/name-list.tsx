import { sourceCodes } from '@sojourn/journal';
import { nameKinds, namePartsFrom, scriptOf } from '@sojourn/people';
import { useDesk } from '../desk.tsx';
import { ActForm } from '../ui/act-form.tsx';
import type { FieldShape } from '../ui/field-shape.ts';
import { Reveal } from '../ui/section.tsx';
import { useCode, useWords } from '../words/index.tsx';
import type { CasePart } from './part.ts';
import type { Revealed } from './use-revealed.ts';

type Name = CasePart['record']['case']['names'][number];
type Shown = CasePart & { readonly subjectId: string; readonly revealed: Revealed | undefined };

/** Somebody's names as they were told, none above the others; what was put right or taken back stays to be read. */
export function NameList({ record, reload, subjectId, revealed }: Shown) {
  const { t } = useWords();
  const names = record.case.names.filter((name) => name.subjectId === subjectId);
  const [standing, former] = [names.filter((name) => name.stands), names.filter((name) => !name.stands)];
  return (
    <>
      {standing.length === 0 ? <p className="quiet">{t('name.none')}</p> : null}
      <ul className="log">
        {standing.map((name) => (
          <OneName key={name.entryId} name={name} {...{ record, reload, subjectId, revealed }} />
        ))}
      </ul>
      {former.length === 0 ? null : (
        <Reveal label={t('name.former', { count: former.length })}>
          <ul className="log">
            {former.map((name) => (
              <OneName key={name.entryId} name={name} {...{ record, reload, subjectId, revealed }} />
            ))}
          </ul>
        </Reveal>
      )}
    </>
  );
}

function OneName({ name, record, reload, subjectId, revealed }: Shown & { readonly name: Name }) {
  const { t, language } = useWords();
  const code = useCode();
  const { case: kase, may } = record;
  const several = kase.names.filter((one) => one.subjectId === subjectId && one.stands).length > 1;
  const own = kase.sealed.filter((one) => one.entryId === name.entryId && one.subjectId === subjectId);
  const text = (field: string) => {
    const sealed = own.find((one) => one.field === field && (one.kind === 'name-recorded' || field === name.field));
    return sealed === undefined || revealed?.has(sealed.sealedId) !== true ? undefined : (revealed.get(sealed.sealedId) ?? t('case.erased'));
  };
  const parts = namePartsFrom(text('name-parts') ?? '');
  const scripts = new Intl.DisplayNames(language, { type: 'script' });
  const languages = new Intl.DisplayNames(language, { type: 'language' });
  const about = [
    code('nameKind', name.kind),
    ...(name.script === 'Zyyy' ? [] : [scripts.of(name.script)]),
    ...(name.language === undefined ? [] : [languages.of(name.language)]),
    code('statement', name.source),
    record.people[name.authorId],
  ];
  const form = { caseId: kase.caseId, personId: kase.personId, basis: kase.sequence, onSaved: reload };
  return (
    <li>
      <strong>
        <bdi lang={name.language}>{text(name.field) ?? '• • •'}</bdi>
      </strong>{' '}
      {name.call && several ? <span className="mark">{t('name.callMark')}</span> : null}
      {name.withdrawnOn === undefined ? null : <span className="mark">{t('name.withdrawn')}</span>}
      <span className="quiet"> {about.filter((one) => one !== undefined && one !== '').join(' · ')}</span>
      {parts === undefined ? null : (
        <dl className="facts">
          {parts.map((part) => (
            <div key={`${part.role} ${part.text}`}>
              <dt>{code('partRole', part.role)}</dt>
              <dd>
                <bdi lang={name.language}>{part.text}</bdi>
              </dd>
            </div>
          ))}
        </dl>
      )}
      {text('document-number') === undefined ? null : (
        <p className="quiet">
          {t('searchKind.document')}: <bdi dir="ltr">{text('document-number')}</bdi>
        </p>
      )}
      {text('note') === undefined ? null : (
        <p className="quiet">
          <bdi>{text('note')}</bdi>
        </p>
      )}
      {name.stands && may.includes('name.record') ? (
        <Reveal label={t('name.change')}>
          {name.call ? null : <ActForm act="name.prefer" {...form} now fixed={{ nameId: name.entryId }} fields={[]} button={t('name.callButton')} />}
          <NameForm {...{ record, reload, subjectId }} corrects={name.entryId} kind={name.kind} />
          <ActForm
            act="name.withdraw"
            {...form}
            now
            fixed={{ subjectId, nameId: name.entryId }}
            fields={[{ name: 'note', label: t('name.withdrawWhy'), kind: 'text', sealed: true }]}
            button={t('name.withdraw')}
          />
        </Reveal>
      ) : null}
    </li>
  );
}

type Form = CasePart & { readonly subjectId: string; readonly corrects?: string; readonly kind?: string };

export function NameForm({ record, reload, subjectId, corrects, kind = 'as-said' }: Form) {
  const { t } = useWords();
  const { case: kase } = record;
  return (
    <ActForm
      act="name.record"
      caseId={kase.caseId}
      personId={kase.personId}
      basis={kase.sequence}
      fixed={{ subjectId, ...(corrects === undefined ? {} : { corrects }) }}
      fields={useNameFields(kind)}
      shape={({ call, ...rest }) => ({ ...rest, call: call === 'yes' })}
      button={t(corrects === undefined ? 'name.save' : 'name.correct')}
      onSaved={reload}
    />
  );
}

function useNameFields(kind: string): readonly FieldShape[] {
  const { t } = useWords();
  const { texts } = useDesk();
  const code = useCode();
  const spoken = Object.entries(texts.codes['languages'] ?? {}).map(([value, label]) => ({ value, label }));
  return [
    {
      name: 'name',
      label: t('name.text'),
      kind: 'text',
      sealed: true,
      required: true,
      hint: t('name.textHint'),
      coded: (text) => ({ script: scriptOf(text) }),
    },
    { name: 'kind', label: t('name.kind'), kind: 'choice', options: nameKinds.map((value) => ({ value, label: code('nameKind', value) })), value: kind },
    { name: 'language', label: t('name.language'), kind: 'choice', options: [{ value: '', label: '–' }, ...spoken] },
    {
      name: 'source',
      label: t('facts.source'),
      kind: 'choice',
      options: sourceCodes.filter((one) => one !== 'system').map((value) => ({ value, label: code('statement', value) })),
      value: 'person',
    },
    {
      name: 'call',
      label: t('name.callQuestion'),
      kind: 'buttons',
      options: (['yes', 'no'] as const).map((value) => ({ value, label: t(`answer.${value}`) })),
      value: 'no',
    },
    { name: 'name-parts', label: t('name.parts'), kind: 'parts', sealed: true },
    { name: 'document-number', label: t('name.documentNumber'), kind: 'text', sealed: true },
    { name: 'note', label: t('new.note'), kind: 'text', sealed: true },
  ];
}
