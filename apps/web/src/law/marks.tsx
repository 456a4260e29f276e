import { useQuery } from '@tanstack/react-query';
import { client } from '../api.ts';
import { useDates, useDesk } from '../desk.tsx';
import { useWords } from '../words/index.tsx';

type Marks = Extract<Awaited<ReturnType<typeof client.query<'law-review.marks'>>>, { ok: true }>['value'];
type Kind = Marks['reviewed'][number]['kind'];
/** A part of the law on a page. */
export type LawPart = { readonly kind: Kind; readonly key: string };

/** What a lawyer answers for and what is called wrong; until that is known, and without the network, everything counts as unreviewed. */
export function useMarks() {
  const { data } = useQuery({
    queryKey: ['law-review', 'marks'],
    staleTime: 60_000,
    queryFn: async (): Promise<Marks> => {
      const answer = await client.query('law-review.marks', {});
      return answer.ok ? answer.value : { bundleHash: '', reviewed: [], wrong: [] };
    },
  });
  const of =
    ({ kind, key }: LawPart) =>
    (one: LawPart) =>
      one.kind === kind && one.key === key;
  return {
    reviewed: (part: LawPart) => data?.reviewed.find(of(part)),
    wrong: (part: LawPart) => (data?.wrong ?? []).filter(of(part)),
  };
}

/** Beside one part: that a lawyer answers for it, or that it is called wrong. Without either it is unreviewed, and the page says so. */
export function ReviewMark({ part }: { readonly part: LawPart }) {
  const { t } = useWords();
  const day = useDates();
  const marks = useMarks();
  if (marks.wrong(part).length > 0) return <span className="mark danger">{t('review.mark.wrong')}</span>;
  const by = marks.reviewed(part);
  return by === undefined ? null : (
    <span className="mark reviewed" title={t('review.mark.by', { person: by.by.join(', '), day: day(by.on) })}>
      {t('review.mark.reviewed')}
    </span>
  );
}

/** Over a page: how much of the law on it somebody answers for, and what of it is called wrong, by whom and why. */
export function ReviewBanner({ about }: { readonly about: readonly LawPart[] }) {
  const { t } = useWords();
  const marks = useMarks();
  const done = about.filter((part) => marks.reviewed(part) !== undefined);
  const [only] = about.length === 1 ? done : [];
  return (
    <>
      {done.length === 0 || about.length === 0 ? <p className="note">{t('rights.unreviewed')}</p> : null}
      {done.length > 0 && done.length < about.length ? <p className="note">{t('review.mark.some', { done: done.length, all: about.length })}</p> : null}
      {done.length > 0 && done.length === about.length ? (
        <p className="note reviewed">{only === undefined ? t('review.mark.all') : <By part={only} />}</p>
      ) : null}
      <WrongHere about={about} />
    </>
  );
}

function By({ part }: { readonly part: LawPart }) {
  const { t } = useWords();
  const day = useDates();
  const by = useMarks().reviewed(part);
  return <>✓ {t('review.mark.by', { person: by?.by.join(', ') ?? '', day: day(by?.on ?? '') })}</>;
}

/** What a reviewer calls wrong about these parts: at the provision where one was named. */
export function WrongHere({ about, provision }: { readonly about: readonly LawPart[]; readonly provision?: string }) {
  const { t } = useWords();
  const { texts } = useDesk();
  const day = useDates();
  const marks = useMarks();
  const said = about.flatMap((part) => marks.wrong(part)).filter((one) => provision === undefined || one.provision === provision);
  const nameOf = ({ kind, key, provision: at }: (typeof said)[number]) =>
    [
      kind === 'right' ? texts.rights[key]?.title : kind === 'remedy' ? texts.remedies[key]?.title : kind === 'instrument' ? texts.instruments[key] : undefined,
      at,
    ]
      .filter((one) => one !== undefined)
      .join(' ') || key;
  return said.length === 0 ? null : (
    <div className="notice wrong-law" role="note">
      <p>{t('review.mark.wrongHere')}</p>
      <ul>
        {said.map((one) => (
          <li key={one.kind + one.key + one.says + one.on} dir="auto">
            {t(provision === undefined ? 'review.mark.because' : 'review.mark.becauseHere', {
              part: nameOf(one),
              says: one.says,
              person: one.by,
              day: day(one.on),
            })}
          </li>
        ))}
      </ul>
    </div>
  );
}
