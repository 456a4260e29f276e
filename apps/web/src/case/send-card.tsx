import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useLaw } from '../law/ask.ts';
import { type CardLanguage, cardLanguages } from '../law/languages.ts';
import { lawFile } from '../law/save-as.tsx';
import { ActForm } from '../ui/act-form.tsx';
import { useCode, useWords } from '../words/index.tsx';
import { formOf, listed } from './consent/options.ts';
import type { CasePart } from './part.ts';

/**
 * The card of one right, for this person: to show, to print, and, where they agreed that a message may say what it is about, to be
 * prepared as one. Its address names the right only; the gate of safe contact is asked by the act.
 */
export function SendCard({ right, ...part }: CasePart & { readonly right: string }) {
  const { t, language: mine } = useWords();
  const { safeContacts, personId } = part.record.case;
  const safe = safeContacts.findLast((one) => one.subjectId === personId);
  const language = cardLanguages.find((one) => one === safe?.language) ?? (mine as CardLanguage);
  const [open, setOpen] = useState(false);
  return (
    <>
      <p className="save-as">
        <Link to="/law/rights/$right" params={{ right }} search={{ language }} className="button">
          {t('card.one')}
        </Link>
        <a className="button" href={lawFile('law.right.card', { right, language })} target="_blank" rel="noreferrer">
          {t('card.print')}
        </a>
      </p>
      {safe?.mayNameMatter === true && safe.unsafeSince === undefined && part.record.may.includes('message.prepare') ? (
        <details className="reveal" onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary>{t('card.prepare')}</summary>
          {open ? <Prepare {...part} right={right} language={language} /> : null}
        </details>
      ) : null}
    </>
  );
}

/** Only the ways the person agreed to are offered. */
function Prepare({ right, language, ...part }: CasePart & { readonly right: string; readonly language: CardLanguage }) {
  const { t } = useWords();
  const code = useCode();
  const { data } = useLaw('law.right', { right, language });
  const { safeContacts, personId } = part.record.case;
  const ways = safeContacts.findLast((one) => one.subjectId === personId)?.ways ?? [];
  if (data === undefined) return <p role="status">{t('loading')}</p>;
  const { text, units, messages } = data.short;
  const channels = [...new Set(ways.map((way) => way.channel)), 'in-person'];
  return (
    <>
      <p className="quiet">{t('card.shortNote', { units, messages })}</p>
      <p className="note">{t('card.safe')}</p>
      <ActForm
        act="message.prepare"
        {...formOf(part)}
        fixed={{ subjectId: personId, template: 'own-words' }}
        fields={[
          { name: 'channel', label: t('safe.channel'), kind: 'choice', options: listed(channels, (value) => code('channel', value)) },
          { name: 'words', label: t('card.short'), kind: 'long', sealed: true, value: text },
        ]}
      />
    </>
  );
}
