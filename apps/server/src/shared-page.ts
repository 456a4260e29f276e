import type { SharePackage } from '@sojourn/casework';
import type { Catalogue, Language } from '@sojourn/catalogue';
import { wordsFor } from './words.ts';

type Words = readonly { readonly field: string; readonly text?: string; readonly erased: boolean }[];
export type DoorPage =
  | { readonly is: 'ask' }
  | { readonly is: 'nothing' }
  | { readonly is: 'taken-back'; readonly code: string; readonly answered: boolean }
  | {
      readonly is: 'open';
      readonly code: string;
      readonly answered: string | undefined;
      readonly recipient: string;
      readonly caseCode: string;
      readonly on: string;
      readonly facts: SharePackage['facts'];
      readonly words: Words;
    };

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const safe = (text: string): string => text.replace(/[&<>"']/g, (letter) => entities[letter] ?? '');

/** Plain HTML: works on any browser, carries no script and asks for nothing from anywhere else. */
export function doorPage(catalogue: Catalogue, language: Language, page: DoorPage): string {
  const texts = { ...catalogue.texts.en?.['shared'], ...catalogue.texts[language]?.['shared'] };
  const t = (key: string) => safe(String(texts[key] ?? key));
  const form = (answer: string, code: string) =>
    `<form method="post"><input type="hidden" name="code" value="${safe(code)}"><input type="hidden" name="answer" value="${answer}"><button>${t(answer)}</button></form>`;
  const ask = `<form method="post"><label for="code">${t('code')}</label><input id="code" name="code" autocomplete="off" dir="ltr" required maxlength="40"><button>${t('show')}</button></form>`;
  const body = {
    ask: () => `<p>${t('ask')}</p>${ask}`,
    nothing: () => `<p role="alert">${t('nothing')}</p>${ask}`,
    'taken-back': () =>
      page.is !== 'taken-back'
        ? ''
        : `<p role="alert">${t('taken-back')}</p><p>${t('please-destroy')}</p>${page.answered ? `<p><strong>${t('thank-you')}</strong></p>` : form('destroyed', page.code)}`,
    open: () =>
      page.is === 'open'
        ? `${opened(catalogue, language, t, page)}${page.answered === undefined ? `${form('received', page.code)}${form('declined', page.code)}` : `<p role="status">${t('thank-you')}</p>`}`
        : '',
  }[page.is]();
  return `<!doctype html><html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>${t('title')}</title><link rel="stylesheet" href="/shared.css"></head><body><main><h1>${t('title')}</h1>${body}<footer>${t('footer')}</footer></main></body></html>`;
}

function opened(catalogue: Catalogue, language: Language, t: (key: string) => string, page: Extract<DoorPage, { is: 'open' }>): string {
  const words = wordsFor(catalogue, language);
  const names = words.facts as Readonly<Record<string, Readonly<Record<string, string>>>>;
  const lists = new Map(catalogue.facts.map((fact) => [fact.id, fact.list ?? '']));
  const shown = (fact: string, value: unknown): string =>
    [value]
      .flat()
      .map((one) => words.places[String(one)] ?? words.codes[lists.get(fact) ?? '']?.[String(one)] ?? (typeof one === 'boolean' ? t(String(one)) : String(one)))
      .join(', ');
  const row = (name: string, value: string) => `<div><dt>${name}</dt><dd><bdi>${value}</bdi></dd></div>`;
  const facts = page.facts.map((one) =>
    row(
      safe(names[one.fact]?.['name'] ?? one.fact),
      one.is === 'value' ? safe(shown(one.fact, one.value)) : t(one.is === 'declined' ? 'declined-answer' : one.is),
    ),
  );
  const said = page.words.map((one) => row(t(`field.${one.field}`), one.erased ? t('erased') : safe(one.text ?? '')));
  return `<p>${t('for')} <strong>${safe(page.recipient)}</strong> · <bdi dir="ltr">${page.caseCode}</bdi> · <bdi dir="ltr">${page.on}</bdi></p><p class="rule">${t('rule')}</p><dl>${[...said, ...facts].join('')}</dl>`;
}

/** Served beside the page, because its policy allows no style of its own. */
export const doorStyle = `body{margin:0;background:#f6f2e9;color:#1f2a2e;font:17px/1.6 "Noto Sans","Noto Naskh Arabic",system-ui,sans-serif}main{max-width:40rem;margin:0 auto;padding:1rem}h1{font-size:1.4rem}dl div{padding:.5rem 0;border-block-end:1px solid #d8d0c0}dt{color:#56626a;font-size:.9em}dd{margin:0;overflow-wrap:anywhere;white-space:pre-wrap}label{display:block}input,button{font:inherit;min-height:44px;padding:.4rem .8rem;border:1px solid #56626a;border-radius:.5rem;max-width:100%;box-sizing:border-box}input{width:100%;margin-block:.3rem .8rem}button{background:#0f5257;color:#fff;border-color:#0f5257;margin-block:.3rem}.rule{background:#fbeed3;padding:.6rem .8rem;border-radius:.5rem}footer{color:#56626a;font-size:.9em;margin-block-start:2rem}:focus-visible{outline:3px solid #0f5257;outline-offset:2px}`;
