import { type Catalogue, type Language, languages } from '@sojourn/catalogue';
import { complaintCategories } from '@sojourn/governance';
import { doorStyle } from './shared-page.ts';

type Door = { readonly organisationId: string; readonly name: string };
type Step = { readonly stage: string; readonly outcome?: string; readonly at: number; readonly reply?: string };
type Noted = { readonly note?: string; readonly code?: string };
export type ComplaintPage =
  | ({ readonly is: 'choose'; readonly doors: readonly Door[] } & Noted)
  | ({
      readonly is: 'form';
      readonly door: Door;
      readonly offices: readonly { readonly officeId: string; readonly name: string }[];
      readonly several: boolean;
      readonly once: string;
      readonly said?: Readonly<Record<string, string>>;
    } & Noted)
  | { readonly is: 'sent'; readonly code: string; readonly acknowledgedBy: number; readonly reviewersHere: boolean }
  | {
      readonly is: 'followed';
      readonly code: string;
      readonly note?: string;
      readonly receivedAt: number;
      readonly dueAt?: number;
      readonly steps: readonly Step[];
      readonly added: readonly number[];
    }
  | { readonly is: 'note'; readonly note: string; readonly again?: Readonly<Record<string, string>> };

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const safe = (text: string): string => text.replace(/[&<>"']/g, (letter) => entities[letter] ?? '');
const names: Readonly<Record<Language, string>> = { en: 'English', fr: 'Français', es: 'Español', ar: 'العربية' };

type Say = { readonly t: (key: string) => string; readonly day: (at: number) => string; readonly language: Language };

/** Plain HTML for the oldest phone: works without script, asks for nothing from anywhere else. Its title says nothing to whoever looks over a shoulder. */
export function complaintPage(catalogue: Catalogue, language: Language, page: ComplaintPage, leaveTo?: string | null): string {
  const texts = { ...catalogue.texts.en?.['complaint-door'], ...catalogue.texts[language]?.['complaint-door'] };
  const t = (key: string) => safe(String(texts[key] ?? key));
  const say: Say = { t, language, day: (at) => new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(at) };
  const others = languages.map((one) => `<a href="/tell/${one}" lang="${one}"${one === language ? ' aria-current="true"' : ''}>${names[one]}</a>`).join(' ');
  const machine = catalogue.machineMade.includes(language) ? `<p class="quiet">${t('machine-made')}</p>` : '';
  return `<!doctype html><html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>Sojourn</title><link rel="icon" href="/icon.svg"><link rel="stylesheet" href="/tell.css"><script src="/tell.js" defer></script></head><body><header class="bar"><a id="leave" href="${safe(leaveTo ?? `https://${language}.wikipedia.org/`)}" rel="noreferrer noopener">${t('leave')}</a></header><nav aria-label="${t('language')}">${others}</nav><main><h1>${t('title')}</h1>${bodyOf(say, page)}</main><footer><h2>${t('phone-title')}</h2><p>${t('phone-history')}</p><p>${t('phone-network')}</p><p>${t('phone-seal')}</p>${machine}</footer></body></html>`;
}

function bodyOf(say: Say, page: ComplaintPage): string {
  const { t } = say;
  if (page.is === 'note') return `<p role="alert" class="rule">${t(page.note)}</p>${page.again === undefined ? '' : sameAgain(say, page.again)}${back(say)}`;
  if (page.is === 'sent') return sent(say, page);
  if (page.is === 'followed') return followedBody(say, page);
  const note = page.note === undefined ? '' : `<p role="alert" class="rule">${t(page.note)}</p>`;
  const lead = `<p>${t('lead')}</p><p><strong>${t('who-reads')}</strong></p><p class="rule">${t('danger')}</p>`;
  const to = page.is === 'form' ? page.door.organisationId : '';
  return `${note}${lead}${page.is === 'form' ? form(say, page) : choose(say, page.doors)}<section><h2>${t('follow')}</h2><p>${t('follow-lead')}</p>${ask(say, page.code ?? '', to)}</section>`;
}

const back = ({ t, language }: Say) => `<p><a href="/tell/${language}">${t('back')}</a></p>`;
const hidden = (name: string, value: string) => `<input type="hidden" name="${name}" value="${safe(value)}">`;
const post = ({ language }: Say, inner: string) => `<form method="post" action="/tell/${language}" autocomplete="off">${inner}</form>`;

const kept = ['do', 'to', 'once', 'words', 'category', 'whom', 'officeId', 'reach', 'code'];
/** What was written goes on being there when we could not take it. */
const sameAgain = (say: Say, form: Readonly<Record<string, string>>) =>
  post(say, `${kept.map((name) => (form[name] === undefined ? '' : hidden(name, form[name]))).join('')}<button>${say.t('send')}</button>`);

function choose(say: Say, doors: readonly Door[]): string {
  const { t } = say;
  if (doors.length === 0) return `<p class="rule">${t('closed')}</p>`;
  const buttons = doors.map(({ organisationId, name }) =>
    post(say, `${hidden('do', 'choose')}${hidden('to', organisationId)}<button><bdi>${safe(name)}</bdi></button>`),
  );
  return `<section><h2>${t('choose')}</h2><p>${t('choose-lead')}</p>${buttons.join('')}</section>`;
}

function form(say: Say, { door, offices, several, once, said = {} }: Extract<ComplaintPage, { is: 'form' }>): string {
  const { t } = say;
  const value = (name: string) => safe(said[name] ?? '');
  const option = (name: string, key: string, label: string) => `<option value="${safe(key)}"${said[name] === key ? ' selected' : ''}>${label}</option>`;
  const field = (name: string, label: string, hint: string, inner: string) =>
    `<label for="${name}">${t(label)}</label>${hint === '' ? '' : `<p class="quiet" id="${name}-hint">${t(hint)}</p>`}${inner}`;
  const select = (name: string, none: string, hint: string, options: readonly string[]) =>
    `<select id="${name}" name="${name}"${hint === '' ? '' : ` aria-describedby="${name}-hint"`}>${option(name, '', t(none))}${options.join('')}</select>`;
  const line = (name: string) =>
    `<input id="${name}" name="${name}" maxlength="1000" autocomplete="off" aria-describedby="${name}-hint" value="${value(name)}">`;
  const categories = complaintCategories.map((one) => option('category', one, t(`category.${one}`)));
  const places = offices.map((one) => option('officeId', one.officeId, safe(one.name)));
  const fields = [
    field(
      'words',
      'words',
      'words-hint',
      `<textarea id="words" name="words" rows="7" maxlength="20000" required aria-describedby="words-hint">${value('words')}</textarea>`,
    ),
    field('category', 'category', '', select('category', 'category-none', '', categories)),
    field('whom', 'whom', 'whom-hint', line('whom')),
    places.length < 2 ? '' : field('officeId', 'where', 'where-hint', select('officeId', 'where-none', 'where-hint', places)),
    field('reach', 'reach', 'reach-hint', line('reach')),
  ];
  const other = several ? `<p><a href="/tell/${say.language}">${t('other-organisation')}</a></p>` : '';
  const inside = `${hidden('do', 'send')}${hidden('to', door.organisationId)}${hidden('once', said['once'] ?? once)}${fields.join('')}<button>${t('send')}</button>`;
  return `<section><h2>${t('organisation')} <bdi>${safe(door.name)}</bdi></h2>${other}<p>${t('optional')}</p>${post(say, inside)}</section>`;
}

function ask(say: Say, code: string, to: string): string {
  const { t } = say;
  return post(
    say,
    `${hidden('do', 'look')}${hidden('to', to)}<label for="code">${t('code')}</label><input id="code" name="code" autocomplete="off" autocapitalize="characters" spellcheck="false" dir="ltr" required maxlength="60" value="${safe(code)}"><button>${t('look')}</button>`,
  );
}

function sent(say: Say, { code, acknowledgedBy, reviewersHere }: Extract<ComplaintPage, { is: 'sent' }>): string {
  const { t, day } = say;
  const next = reviewersHere ? `<p>${t('answer-by')} <strong>${day(acknowledgedBy)}</strong></p>` : `<p class="rule">${t('no-reviewers')}</p>`;
  return `<p role="status"><strong>${t('sent')}</strong></p><p>${t('code-lead')}</p><p class="code" dir="ltr" translate="no">${safe(code)}</p>${next}${back(say)}`;
}

function followedBody(say: Say, page: Extract<ComplaintPage, { is: 'followed' }>): string {
  const { t, day } = say;
  const steps = page.steps.map(({ at, stage, outcome, reply }) => ({
    at,
    text: `<strong>${t(`stage.${stage}`)}</strong>${outcome === undefined ? '' : ` · ${t(`outcome.${outcome}`)}`} <span class="quiet">${day(at)}</span>${reply === undefined ? '' : `<h3>${t('answer')}</h3><blockquote dir="auto">${safe(reply)}</blockquote>`}`,
  }));
  const own = page.added.map((at) => ({ at, text: `${t('you-wrote')} <span class="quiet">${day(at)}</span>` }));
  const lines = [...steps, ...own].toSorted((a, b) => a.at - b.at).map(({ text }) => `<li>${text}</li>`);
  const due = page.dueAt === undefined ? '' : `<li>${t('next-by')} ${day(page.dueAt)}</li>`;
  const note = page.note === undefined ? '' : `<p role="status" class="rule">${t(page.note)}</p>`;
  const none = page.steps.some((one) => one.reply !== undefined) ? '' : `<p>${t('no-answer')}</p>`;
  const more = `${hidden('do', 'more')}${hidden('code', page.code)}<label for="more">${t('more')}</label><p class="quiet" id="more-hint">${t('more-hint')}</p><textarea id="more" name="words" rows="5" maxlength="20000" required aria-describedby="more-hint"></textarea><button>${t('send')}</button>`;
  return `${note}<section><h2>${t('follow')}</h2>${none}<ol><li>${t('received')} ${day(page.receivedAt)}</li>${lines.join('')}${due}</ol></section><section>${post(say, more)}</section>${back(say)}`;
}

/** Without it the page works all the same: the way out is a link. With it, leaving takes this page out of the way back, and so does Escape, three times. */
const doorScript = `'use strict';
(function () {
  var leave = document.getElementById('leave');
  var pressed = [];
  function go(event) {
    if (event) event.preventDefault();
    document.body.textContent = '';
    location.replace(leave.href);
  }
  leave.addEventListener('click', go);
  addEventListener('keydown', function (event) {
    if (event.key !== 'Escape') return;
    pressed = pressed.concat(Date.now()).slice(-3);
    if (pressed.length === 3 && pressed[2] - pressed[0] < 2000) go();
  });
  addEventListener('pageshow', function (event) {
    if (event.persisted) location.reload();
  });
})();
`;

const style = `${doorStyle}body{padding-block-start:3.6rem}.bar{position:fixed;inset-block-start:0;inset-inline:0;background:#1f2a2e;z-index:1;text-align:end}.bar a{display:inline-block;color:#fff;font-weight:700;padding:.75rem 1rem;min-height:44px;box-sizing:border-box}nav,footer{max-width:40rem;margin:0 auto;padding:0 1rem}nav a{display:inline-block;padding:.6rem .5rem;color:#0f5257}nav a[aria-current]{font-weight:700;text-decoration:none;color:#1f2a2e}h2{font-size:1.15rem;margin-block-start:2rem}h3{font-size:1rem;margin:.5rem 0 0}main a{color:#0f5257}label{font-weight:700;margin-block-start:1rem}select,textarea{font:inherit;min-height:44px;width:100%;padding:.4rem .8rem;border:1px solid #56626a;border-radius:.5rem;background:#fff;color:inherit;box-sizing:border-box;margin-block:.3rem .8rem}p.quiet{margin:0}.quiet{color:#56626a;font-size:.9em}.code{font-size:1.35rem;font-weight:700;letter-spacing:.04em;background:#fff;border:2px solid #0f5257;border-radius:.5rem;padding:.6rem .8rem;overflow-wrap:anywhere}ol{list-style:none;padding:0}li{padding:.5rem 0;border-block-end:1px solid #d8d0c0}blockquote{margin:.3rem 0;padding:.5rem .8rem;background:#fff;border-radius:.5rem;white-space:pre-wrap;overflow-wrap:anywhere}.bar :focus-visible{outline-color:#fff;outline-offset:-4px}footer{border-block-start:1px solid #d8d0c0;margin-block-start:2rem;padding-block-end:2rem}`;

/** Served beside the page, because its policy allows neither style nor script of its own. */
export const looks = [
  { name: 'css', type: 'text/css; charset=utf-8', text: style },
  { name: 'js', type: 'text/javascript; charset=utf-8', text: doorScript },
] as const;
