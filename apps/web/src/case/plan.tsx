import { paymentMethods, services, units } from '@sojourn/casework';
import { useDates, useDesk, useMoney } from '../desk.tsx';
import { ActForm } from '../ui/act-form.tsx';
import { Reveal, Section } from '../ui/section.tsx';
import { useCode, useWords } from '../words/index.tsx';
import type { CasePart } from './part.ts';

export function Plan({ record, reload }: CasePart) {
  const { t } = useWords();
  const code = useCode();
  const money = useMoney();
  const day = useDates();
  const { session } = useDesk();
  const { case: kase, may } = record;
  const form = { caseId: kase.caseId, personId: kase.personId, basis: kase.sequence, onSaved: reload };
  const listed = (list: string, values: readonly string[]) => values.map((value) => ({ value, label: code(list, value) }));
  const open = kase.planLines.filter((line) => line.approval === undefined);
  const approved = kase.planLines.filter((line) => line.approval !== undefined);
  const totals = totalsOf(open);
  const mine = [...open.map((line) => line.authorId), ...kase.applications.map((a) => a.authorId)].includes(session.user.userId);
  const planning = ['plan-pending', 'budget-submitted', 'funded', 'active'].includes(kase.stage);
  const lineName = (line: (typeof kase.planLines)[number]) => `${code('services', line.service)} · ${line.quantity} × ${money(line.unitCost)}`;
  return (
    <Section id="plan" title={t('plan.title')}>
      {kase.planLines.length === 0 ? <p className="quiet">{t('plan.empty')}</p> : null}
      <ul className="log">
        {kase.planLines.map((line) => (
          <li key={line.entryId} className="plan-line">
            <span>
              <strong>{code('services', line.service)}</strong> {line.quantity} {code('units', line.unit)} × {money(line.unitCost)}
            </span>
            <strong>{money({ minor: line.unitCost.minor * line.quantity, currency: line.unitCost.currency })}</strong>
            <span className="mark">{t(line.approval === undefined ? 'plan.open' : 'plan.approved')}</span>
          </li>
        ))}
      </ul>
      {kase.planTotals.map((total) => {
        const [paid, allowed] = [sumOf(kase.payments, total.currency), totalsOf(approved).find((a) => a.currency === total.currency)?.minor ?? 0];
        return (
          <div key={total.currency} className="budget">
            <p>
              <strong>
                {t('plan.total')}: {money(total)}
              </strong>{' '}
              <span className="quiet">
                {t('plan.ofApproved', {
                  paid: money({ minor: paid, currency: total.currency }),
                  approved: money({ minor: allowed, currency: total.currency }),
                })}
              </span>
            </p>
            <meter min={0} max={total.minor} value={paid} aria-label={t('plan.paid')} />
          </div>
        );
      })}
      <ul className="log">
        {kase.payments.map((one) => (
          <li key={one.entryId}>
            {t('plan.paid')}: <strong>{money(one.amount)}</strong>{' '}
            <span className="quiet">{[code('payMethod', one.method), day(one.on), record.people[one.authorId]].join(' · ')}</span>
          </li>
        ))}
      </ul>
      {planning && may.includes('plan.add-line') ? (
        <Reveal label={t('plan.add')}>
          <ActForm
            act="plan.add-line"
            {...form}
            fields={[
              { name: 'service', label: t('plan.service'), kind: 'choice', options: listed('services', services) },
              { name: 'quantity', label: t('plan.quantity'), kind: 'number', value: '1', required: true },
              { name: 'unit', label: t('plan.unit'), kind: 'choice', options: listed('units', units) },
              { name: 'unitCost', label: t('plan.unitCost'), kind: 'money', required: true },
              { name: 'provider', label: t('plan.provider'), kind: 'text', sealed: true },
            ]}
          />
        </Reveal>
      ) : null}
      {open.length > 0 && may.includes('plan.approve') ? (
        mine ? (
          <p className="note">{t('refusal.another-person-must-approve')}</p>
        ) : (
          <div className="note">
            <ul>
              {open.map((line) => (
                <li key={line.entryId}>{lineName(line)}</li>
              ))}
            </ul>
            <p>
              {t('plan.total')}: <strong>{totals.map(money).join(' + ')}</strong>
            </p>
            <ActForm act="plan.approve" {...form} fields={[]} fixed={{ lineIds: open.map((line) => line.entryId), totals }} button={t('plan.approve')} />
          </div>
        )
      ) : null}
      {approved.length > 0 && may.includes('payment.record') ? (
        <Reveal label={t('plan.pay')}>
          <ActForm
            act="payment.record"
            {...form}
            fields={[
              { name: 'lineId', label: t('plan.line'), kind: 'choice', options: approved.map((line) => ({ value: line.entryId, label: lineName(line) })) },
              { name: 'amount', label: t('plan.amount'), kind: 'money', required: true, currency: approved[0]?.unitCost.currency ?? 'USD' },
              { name: 'method', label: t('plan.method'), kind: 'choice', options: listed('payMethod', paymentMethods) },
              { name: 'payee', label: t('plan.payee'), kind: 'text', sealed: true },
            ]}
          />
        </Reveal>
      ) : null}
    </Section>
  );
}

type Line = { readonly quantity: number; readonly unitCost: { readonly minor: number; readonly currency: string } };

function totalsOf(lines: readonly Line[]) {
  const sums = new Map<string, number>();
  for (const { quantity, unitCost } of lines) sums.set(unitCost.currency, (sums.get(unitCost.currency) ?? 0) + unitCost.minor * quantity);
  return [...sums].map(([currency, minor]) => ({ minor, currency }));
}

function sumOf(payments: readonly { readonly amount: { readonly minor: number; readonly currency: string } }[], currency: string): number {
  return payments.filter((p) => p.amount.currency === currency).reduce((sum, p) => sum + p.amount.minor, 0);
}
