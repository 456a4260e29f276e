import { secondFactorLasts } from '@sojourn/accounts';
import { apartGrounds } from '@sojourn/casework';
import type { caseworkQueries } from '@sojourn/casework/operations';
import type { QueryOutput } from '@sojourn/operations';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { client } from '../api.ts';
import type { CasePart } from '../case/part.ts';
import { useDesk } from '../desk.tsx';
import { ActForm } from '../ui/act-form.tsx';
import { Reveal, Section } from '../ui/section.tsx';
import { useCode, useWords } from '../words/index.tsx';
import { Evidence } from './evidence.tsx';

type Found = QueryOutput<typeof caseworkQueries, 'records.likely-same'>['found'][number];

const NEW_FOR = 7 * 86_400_000;

/** Who else this may be. Of a new contact it is asked by itself, once it is saved, where names may be compared without asking for a second factor first. Else by hand. */
export function LikelySame(part: CasePart) {
  const { t } = useWords();
  const { case: kase } = part.record;
  const [asked, setAsked] = useState(false);
  const { secondFactorAt, identityLapsed } = useDesk().session.session;
  const mayCompare = secondFactorAt !== null && Date.now() - secondFactorAt < secondFactorLasts && !identityLapsed;
  const byItself = mayCompare && Date.now() - Date.parse(kase.openedOn) < NEW_FOR;
  const answer = useQuery({
    queryKey: ['likely-same', kase.caseId, kase.sequence],
    queryFn: () => client.query('records.likely-same', { caseId: kase.caseId }),
    enabled: byItself || asked,
    // Each look is written down in the records that were looked at.
    staleTime: 600_000,
    retry: false,
  });
  const said = answer.data?.ok === true ? answer.data.value : undefined;
  if (byItself && !asked && (said === undefined || (said.ready && said.found.length === 0))) return null;
  return (
    <Section id="likely" title={t('likely.title')} lead={t('likely.lead')}>
      {!byItself && !asked ? (
        <button type="button" onClick={() => setAsked(true)}>
          {t('likely.look')}
        </button>
      ) : null}
      <div role="status">
        {said?.ready === false ? <p>{t('likely.notReady')}</p> : null}
        {said?.ready === true && said.found.length === 0 ? <p>{t('likely.none')}</p> : null}
      </div>
      <ul className="rows">
        {said?.found.map((one) => (
          <Proposed key={one.caseId} part={part} found={one} />
        ))}
      </ul>
    </Section>
  );
}

function Proposed({ part, found }: { readonly part: CasePart; readonly found: Found }) {
  const { t } = useWords();
  const code = useCode();
  const { case: kase, may } = part.record;
  return (
    <li>
      <h3>
        {code('likely', found.is)}: <bdi dir="ltr">{found.caseCode}</bdi>
      </h3>
      <p className="quiet">
        {code('stage', found.stage)} · <bdi>{found.office}</bdi>
      </p>
      <Evidence evidence={found.evidence} notCompared={found.notCompared} />
      {may.includes('records.compare') ? (
        <Link to="/case/$caseId/same-person" params={{ caseId: kase.caseId }} search={{ with: found.caseCode }} className="button">
          {t('likely.compare')}
        </Link>
      ) : null}
      {may.includes('records.tell-apart') ? (
        <Reveal label={t('likely.apart')}>
          <p>{t('likely.apartLead')}</p>
          <ActForm
            act="records.tell-apart"
            caseId={kase.caseId}
            personId={kase.personId}
            basis={kase.sequence}
            also={[{ caseId: found.caseId, basis: found.sequence }]}
            fields={[
              {
                name: 'ground',
                label: t('likely.apartGround'),
                kind: 'choice',
                options: apartGrounds.map((value) => ({ value, label: code('apartGround', value) })),
              },
              { name: 'reason', label: t('likely.apartReason'), kind: 'long', sealed: true, required: true },
            ]}
            button={t('likely.apartDo')}
            onSaved={part.reload}
          />
        </Reveal>
      ) : null}
    </li>
  );
}
