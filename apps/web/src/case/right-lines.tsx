import type { ReactNode } from 'react';
import type { Rights } from '../case-view.ts';
import { useDates, useDesk } from '../desk.tsx';
import { ReviewMark } from '../law/marks.tsx';
import { VerdictMark } from '../ui/section.tsx';
import { useCode, useWords } from '../words/index.tsx';

type Duty = Rights['lines'][number]['duties'][number];

/** `beside`: what may be done about a right, where it is looked at for a person today. */
export function RightLines({ rights, beside }: { readonly rights: Rights; readonly beside?: (right: string) => ReactNode }) {
  const { t, language } = useWords();
  const { texts } = useDesk();
  return (
    <>
      {(['today', 'soon', 'later'] as const).map((urgency) => {
        const lines = rights.lines.filter((line) => line.urgency === urgency && line.duties.length > 0);
        return lines.length === 0 ? null : (
          <div key={urgency}>
            <h3>{t(`rights.${urgency}`)}</h3>
            <ul className="rights">
              {lines.map((line) => (
                <li key={line.right}>
                  <details>
                    <summary>
                      <strong>{texts.rights[line.right]?.title ?? line.right}</strong> <ReviewMark part={{ kind: 'right', key: line.right }} />
                      {line.holds === 'unknown' ? (
                        <span className="quiet">
                          {' '}
                          · {t('rights.may')} {line.ask.map((fact) => texts.facts[fact]?.name ?? fact).join(', ')}
                        </span>
                      ) : null}
                    </summary>
                    <p>
                      {texts.rights[line.right]?.right} {texts.rights[line.right]?.means}
                    </p>
                    {(['ask', 'who', 'refused'] as const).map((part) => (
                      <p key={part}>
                        <strong>{t(`card.${part}`)}:</strong> {texts.rights[line.right]?.[part]}
                      </p>
                    ))}
                    {beside?.(line.right)}
                    {line.duties.map((duty) => (
                      <DutyLines key={duty.state + duty.role} duty={duty} />
                    ))}
                    {line.readings.length === 0 ? null : (
                      <>
                        <p className="quiet">{t('law.readingsNote')}</p>
                        <ul>
                          {line.readings.map((one) => (
                            <li key={one.says}>
                              {one.name[language] ?? one.name['en']}, § {one.paragraph}: <span lang="en">{one.says}</span>
                            </li>
                          ))}
                        </ul>
                      </>
                    )}
                  </details>
                </li>
              ))}
            </ul>
          </div>
        );
      })}
    </>
  );
}

function DutyLines({ duty }: { readonly duty: Duty }) {
  const { t } = useWords();
  const code = useCode();
  const { texts } = useDesk();
  const is = duty.binds;
  return (
    <div className="duty">
      <p>
        <strong>{texts.places[duty.state] ?? duty.state}</strong>{' '}
        <span className="quiet">
          ({code('role', duty.role)}, {code('strength', duty.strength)})
        </span>{' '}
        <VerdictMark is={is} label={t(`rights.binds.${is}`)} />
      </p>
      <ul>
        {duty.citations.map((citation) => (
          <li key={citation.instrument + citation.article}>
            {citation.status === 'custom' ? t('rights.custom') : `${texts.instruments[citation.instrument] ?? citation.instrument} ${citation.article}: `}
            {citation.status === 'custom' ? null : <Status citation={citation} />}
            {citation.reserved.map((one) => (
              <span key={one.says} className="reserved">
                {t(`rights.reserved.${one.effect as 'excludes'}`)}: {one.says}
              </span>
            ))}
            {citation.status === 'party' && !citation.declarationsKnown ? <span className="quiet"> · {t('rights.reserved.not-known')}</span> : null}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Status({ citation }: { readonly citation: Duty['citations'][number] }) {
  const { t } = useWords();
  const code = useCode();
  const day = useDates();
  const asOf = day(citation.asOf ?? '');
  const words = () => {
    if (citation.status === 'party')
      return t(citation.atTheLatest === true ? 'rights.party-latest' : 'rights.party', { from: day(citation.boundFrom ?? ''), asOf });
    if (citation.status === 'signed-only') return t('rights.signed-only', { asOf });
    if (citation.status === 'not-a-party') return t('rights.not-a-party', { asOf });
    if (citation.status === 'not-yet-in-force') return t('rights.not-yet-in-force', { from: day(citation.boundFrom ?? '') });
    return t('rights.not-known', { why: citation.why === 'after-as-of' ? t('rights.why.after-as-of', { asOf }) : code('rights', `why.${citation.why ?? ''}`) });
  };
  return (
    <span className="quiet">
      {words()}
      {citation.protects === 'unknown' ? ` · ${t('rights.protects.unknown')}` : ''}
    </span>
  );
}
