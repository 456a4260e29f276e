import { useEffect, useState } from 'react';
import { client } from '../api.ts';
import { useDates, useDesk, useFactValue } from '../desk.tsx';
import { Section } from '../ui/section.tsx';
import { useCode, useWords } from '../words/index.tsx';
import type { Comparison } from './comparison.ts';

type Fact = Comparison['facts'][number];
type Side = Comparison['here'];
const order = ['differ', 'only-here', 'only-there', 'agree'] as const;

/** Two records beside each other. Differences come first; names only by hand, through their own door, for those whom it is open to. */
export function Compared({ compared }: { readonly compared: Comparison }) {
  const { t } = useWords();
  const { texts } = useDesk();
  const value = useHeld();
  const { here, there, facts } = compared;
  return (
    <>
      <Names here={here} there={there} mayOpen={compared.mayOpenNames} />
      <Section id="compared" title={t('join.facts')}>
        {facts.some((one) => one.is === 'differ') ? <p className="notice">{t('join.differWarning')}</p> : null}
        {order.map((is) => {
          const rows = facts.filter((one) => one.is === is);
          if (rows.length === 0) return null;
          return (
            <div key={is}>
              <h3>{t(`join.${is}`)}</h3>
              <dl className="facts compared">
                {rows.map((one) => (
                  <div key={one.fact} className={is === 'differ' ? 'disagree' : ''}>
                    <dt>{texts.facts[one.fact]?.name ?? one.fact}</dt>
                    <dd>
                      {is === 'differ' ? (
                        <>
                          <bdi dir="ltr">{here.caseCode}</bdi>: {value(one.fact, one.here)}
                          <br />
                          <bdi dir="ltr">{there.caseCode}</bdi>: {value(one.fact, one.there)}
                        </>
                      ) : (
                        value(one.fact, is === 'only-there' ? one.there : one.here)
                      )}
                    </dd>
                  </div>
                ))}
              </dl>
            </div>
          );
        })}
      </Section>
      <Counts here={here} there={there} />
    </>
  );
}

function useHeld() {
  const { t } = useWords();
  const code = useCode();
  const show = useFactValue();
  return (fact: string, held: Fact['here']) => {
    if (held === undefined) return t('join.none');
    return held.is === 'value' ? show(fact, held.value) : code('answer', held.is);
  };
}

function Counts({ here, there }: { readonly here: Side; readonly there: Side }) {
  const { t } = useWords();
  const code = useCode();
  const day = useDates();
  const both = [
    { side: here, label: t('join.here', { code: here.caseCode }) },
    { side: there, label: t('join.there', { code: there.caseCode }) },
  ];
  return (
    <div className="sides">
      {both.map(({ side, label }) => (
        <section key={side.caseId} className="card" aria-label={label}>
          <h2>{label}</h2>
          <p>{code('stage', side.stage)}</p>
          <dl className="facts">
            {(
              [
                ['join.opened', day(side.openedOn)],
                ['join.entries', side.sequence],
                ['join.helpGiven', side.helpGiven],
                ['join.applications', side.applications],
                ['join.holds', side.holds],
              ] as const
            ).map(([key, shown]) => (
              <div key={key}>
                <dt>{t(key)}</dt>
                <dd>{shown}</dd>
              </div>
            ))}
          </dl>
          <h3>{t('join.consents')}</h3>
          {side.consents.length === 0 ? <p className="quiet">{t('join.none')}</p> : null}
          <ul className="log">
            {side.consents.map((one) => (
              <li key={`${one.purpose} ${one.recipient} ${one.answer}`}>
                {code('purpose', one.purpose)}: <strong>{one.answer === 'withdrawn' ? code('kind', 'consent-withdrawn') : code('consent', one.answer)}</strong>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

type Opened = readonly { readonly sealedId: string; readonly side: string; readonly field: string; readonly text: string }[];

/** Both records' names at once, each reading written down in its own record; closed again after a minute. */
function Names({ here, there, mayOpen }: { readonly here: Side; readonly there: Side; readonly mayOpen: boolean }) {
  const { t } = useWords();
  const code = useCode();
  const [opened, setOpened] = useState<Opened>();
  useEffect(() => {
    if (opened === undefined) return undefined;
    const timer = setTimeout(() => setOpened(undefined), 60_000);
    return () => clearTimeout(timer);
  }, [opened]);
  const show = async () => {
    const found = await Promise.all(
      [here, there].map(async (side) => {
        if (side.sealed.length === 0) return [];
        const answer = await client.query('identity.reveal', { caseId: side.caseId, sealedIds: side.sealed.map((one) => one.sealedId) });
        if (!answer.ok) return [];
        return answer.value.values.map((one) => ({
          sealedId: one.sealedId,
          field: one.field,
          side: side.caseCode,
          text: one.erased ? t('case.erased') : (one.text ?? ''),
        }));
      }),
    );
    setOpened(found.flat());
  };
  return (
    <Section id="names" title={t('join.names')}>
      {!mayOpen ? <p className="quiet">{t('join.namesClosed')}</p> : null}
      {mayOpen && here.sealed.length + there.sealed.length === 0 ? <p className="quiet">{t('case.noName')}</p> : null}
      {mayOpen && here.sealed.length + there.sealed.length > 0 && opened === undefined ? (
        <>
          <button type="button" onClick={() => void show()}>
            {t('case.reveal')}
          </button>
          <p className="quiet">{t('case.revealNote')}</p>
        </>
      ) : null}
      {opened === undefined ? null : (
        <>
          <dl className="facts">
            {opened.map((one) => (
              <div key={one.sealedId}>
                <dt>
                  <bdi dir="ltr">{one.side}</bdi> · {code('new', one.field === 'name' ? 'name' : 'safe')}
                </dt>
                <dd>
                  <bdi>{one.text}</bdi>
                </dd>
              </div>
            ))}
          </dl>
          <button type="button" onClick={() => setOpened(undefined)}>
            {t('case.hide')}
          </button>
        </>
      )}
    </Section>
  );
}
