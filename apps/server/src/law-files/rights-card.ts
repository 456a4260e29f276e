import { type Bundle, type Catalogue, type Language, plainForSms, rightWords, type SmsLength, smsLength } from '@sojourn/catalogue';
import { rightsCardPdf } from '@sojourn/documents';
import type { FileAnswer } from './table-file.ts';
import { wordIn } from './word-in.ts';

/** The right and what to ask for, short enough to be read aloud or sent, and that a machine translated it. Made of the catalogue's words alone, so nothing in it is about a person. */
export function shortCard(catalogue: Catalogue, id: string, language: Language): SmsLength & { readonly text: string } {
  const { words, translation } = rightWords(catalogue, id, language);
  const t = wordIn(language);
  const says = t('card.shortText', { right: words.right, ask: words.ask });
  const text = plainForSms(translation === 'machine-made' ? `${says} ${t('card.shortMachine')}` : says);
  return { text, ...smsLength(text) };
}

/** What stands over the parts of a card and below them: that nobody has reviewed the law, or the words, where nobody has. */
export function cardFrame(catalogue: Catalogue, id: string, language: Language) {
  const { translation, stale } = rightWords(catalogue, id, language);
  const t = wordIn(language);
  const right = catalogue.rights.find((one) => one.id === id);
  const notes = [
    ...(right?.review === 'unreviewed' ? [t('card.unreviewed')] : []),
    t('card.bound'),
    ...(translation === 'machine-made' ? [t('card.machine')] : []),
    ...(stale ? [t('card.stale')] : []),
  ];
  return { labels: { means: t('card.means'), ask: t('card.ask'), who: t('card.who'), refused: t('card.refused') }, notes };
}

/** One right on a page of A6. */
export function cardFile({ catalogue, hash }: Bundle, id: string, language: Language): FileAnswer {
  const { words } = rightWords(catalogue, id, language);
  const { labels, notes } = cardFrame(catalogue, id, language);
  const parts = (['means', 'ask', 'who', 'refused'] as const).map((part) => ({ label: labels[part], says: words[part] }));
  const footer = [...notes, wordIn(language)('card.made', { hash: hash.slice(0, 12) })];
  return {
    type: 'application/pdf',
    name: `${id}-${language}.pdf`,
    bytes: rightsCardPdf({ language, title: words.title, right: words.right, parts, footer }),
  };
}
