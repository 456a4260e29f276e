import { partGrounds } from '@sojourn/casework';
import { Link } from '@tanstack/react-router';
import { useDates, useDesk, useFactValue } from '../desk.tsx';
import { ActForm } from '../ui/act-form.tsx';
import { Reveal, Section } from '../ui/section.tsx';
import { useCode, useWords } from '../words/index.tsx';
import type { CasePart } from './part.ts';

type LinkOf = CasePart['record']['links'][number];
type Props = CasePart & { readonly link: LinkOf };

/** Other records of the same person: what was joined, by whom, and how it is taken apart again. */
export function JoinedRecords(part: CasePart) {
  const { t } = useWords();
  const { links, may, case: kase } = part.record;
  const standing = links.filter((link) => link.parted === undefined);
  const past = links.filter((link) => link.parted !== undefined);
  const mayLook = may.includes('records.compare');
  if (links.length === 0 && !mayLook) return null;
  return (
    <Section id="joined" title={t('joined.title')}>
      {standing.map((link) => (
        <Standing key={link.joinId} {...part} link={link} />
      ))}
      {past.map((link) => (
        <Parted key={link.joinId} {...part} link={link} />
      ))}
      {mayLook ? (
        <Link to="/case/$caseId/same-person" params={{ caseId: kase.caseId }} className="button">
          {t('join.open')}
        </Link>
      ) : null}
    </Section>
  );
}

/** At the top of the page: nobody starts work in the wrong one of two records. */
export function JoinedBanner({ record }: Pick<CasePart, 'record'>) {
  const { t } = useWords();
  const into = record.links.find((link) => link.parted === undefined && link.part === 'joined');
  if (into === undefined) return null;
  return (
    <p className="notice" role="status">
      {into.otherCode === undefined ? t('joined.hidden') : t('joined.into', { code: into.otherCode })}{' '}
      {into.otherCode === undefined ? null : (
        <Link to="/case/$caseId" params={{ caseId: into.otherCaseId }}>
          {t('joined.open', { code: into.otherCode })}
        </Link>
      )}
    </p>
  );
}

function Standing({ link, record, reload }: Props) {
  const { t } = useWords();
  const code = useCode();
  const day = useDates();
  const { case: kase, may } = record;
  const other = record.joined.find((one) => one.caseId === link.otherCaseId);
  const form = {
    caseId: kase.caseId,
    personId: kase.personId,
    basis: kase.sequence,
    onSaved: reload,
    also: [{ caseId: link.otherCaseId, basis: other?.sequence ?? 0 }],
  };
  if (link.otherCode === undefined) return <p className="notice">{t('joined.hidden')}</p>;
  return (
    <div>
      <p className="notice">
        {t(link.part === 'joined' ? 'joined.into' : 'joined.with', { code: link.otherCode })}{' '}
        <Link to="/case/$caseId" params={{ caseId: link.otherCaseId }}>
          {t('joined.open', { code: link.otherCode })}
        </Link>
      </p>
      <p className="quiet">{t('joined.by', { author: link.joined.author, on: day(link.joined.on), ground: code('joinGround', link.ground) })}</p>
      <p className="quiet">
        {link.confirmed === undefined ? t('joined.unconfirmed') : t('joined.confirmed', { author: link.confirmed.author, on: day(link.confirmed.on) })}
      </p>
      {other !== undefined && other.recalls > 0 ? (
        <p className="notice">{t('joined.recalls', { code: other.caseCode, count: String(other.recalls) })}</p>
      ) : null}
      {link.mayConfirm ? (
        <Reveal label={t('joined.confirm')}>
          <p>{t('joined.confirmLead')}</p>
          <ActForm act="records.confirm" {...form} fields={[]} button={t('joined.confirmDo')} />
        </Reveal>
      ) : null}
      {may.includes('records.part') ? (
        <Reveal label={t('joined.part')}>
          <p>{t('joined.partLead')}</p>
          <ActForm
            act="records.part"
            {...form}
            fields={[
              {
                name: 'ground',
                label: t('joined.partGround'),
                kind: 'choice',
                options: partGrounds.map((value) => ({ value, label: code('partGround', value) })),
              },
              { name: 'reason', label: t('joined.partReason'), kind: 'long', sealed: true },
            ]}
            button={t('joined.partDo')}
          />
        </Reveal>
      ) : null}
    </div>
  );
}

function Parted({ link, record, reload }: Props) {
  const { t } = useWords();
  const code = useCode();
  const day = useDates();
  const { texts } = useDesk();
  const show = useFactValue();
  const { case: kase, may } = record;
  if (link.parted === undefined) return null;
  const { author, on, ground } = link.parted;
  const words = { author, on: day(on), ground: code('partGround', ground) };
  if (link.otherCode === undefined) return <p className="quiet">{t('parted.hidden', words)}</p>;
  const options = link.writtenThere.map(({ entryId, fact, answer }) => ({
    value: entryId,
    label: `${texts.facts[fact]?.name ?? fact}: ${answer.is === 'value' ? show(fact, answer.value) : code('answer', answer.is)}`,
  }));
  return (
    <div>
      <p className="quiet">{t('parted.line', { code: link.otherCode, ...words })}</p>
      {options.length > 0 && may.includes('records.carry-over') ? (
        <Reveal label={t('parted.there', { code: link.otherCode })}>
          <ActForm
            act="records.carry-over"
            caseId={kase.caseId}
            personId={kase.personId}
            basis={kase.sequence}
            also={[{ caseId: link.otherCaseId, basis: 0 }]}
            fields={[
              { name: 'entryIds', label: t('parted.which'), kind: 'many', options },
              {
                name: 'withdrawThere',
                label: t('parted.withdraw', { code: link.otherCode }),
                kind: 'buttons',
                options: [
                  { value: 'no', label: t('parted.withdraw.no') },
                  { value: 'yes', label: t('parted.withdraw.yes') },
                ],
                value: 'no',
              },
            ]}
            shape={({ entryIds, withdrawThere }) => ({ entryIds, withdrawThere: withdrawThere === 'yes' })}
            button={t('parted.do')}
            onSaved={reload}
          />
        </Reveal>
      ) : null}
    </div>
  );
}
