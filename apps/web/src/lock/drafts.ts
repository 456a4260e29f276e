/** What was typed and not saved, kept on this device while the screen is locked: sealed under a key that only its owner's session gives. */
type FormDraft = { readonly place: number; readonly shape: string; readonly values: readonly (readonly [name: string, value: string, at: number])[] };
type Draft = { readonly path: string; readonly forms: readonly FormDraft[] };
type Typed = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const NEVER = new Set(['password', 'file', 'hidden', 'submit', 'button']);
const STORE = 'sojourn.drafts.';

const fieldsOf = (form: HTMLFormElement): readonly Typed[] =>
  [...form.elements].filter(
    (one): one is Typed =>
      (one instanceof HTMLInputElement || one instanceof HTMLTextAreaElement || one instanceof HTMLSelectElement) && one.name !== '' && !NEVER.has(one.type),
  );
const shapeOf = (form: HTMLFormElement) =>
  fieldsOf(form)
    .map((one) => `${one.name}:${one.type}`)
    .join('|');
const formsHere = () => [...document.querySelectorAll<HTMLFormElement>('main form')];

function wasTyped(field: Typed): boolean {
  if (field instanceof HTMLSelectElement) return [...field.options].some((option) => option.selected !== option.defaultSelected) && field.value !== '';
  if (field instanceof HTMLInputElement && (field.type === 'checkbox' || field.type === 'radio')) return field.checked !== field.defaultChecked;
  return field.value !== field.defaultValue;
}

const held = (field: Typed) =>
  field instanceof HTMLInputElement && (field.type === 'checkbox' || field.type === 'radio') ? String(field.checked) : field.value;

async function keyFrom(keyBase64: string): Promise<{ readonly key: CryptoKey; readonly store: string }> {
  const bytes = Uint8Array.from(atob(keyBase64), (letter) => letter.charCodeAt(0));
  const key = await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return { key, store: `${STORE}${[...hash.slice(0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}` };
}

/** Reads every form of the page at once, before it goes; then seals and keeps it. */
export async function keepDrafts(keyBase64: string): Promise<void> {
  const seen = new Map<string, number>();
  const forms = formsHere().flatMap((form): readonly FormDraft[] => {
    const shape = shapeOf(form);
    const place = seen.get(shape) ?? 0;
    seen.set(shape, place + 1);
    const values = fieldsOf(form).flatMap((field, at) => (wasTyped(field) ? [[field.name, held(field), at] as const] : []));
    return values.length === 0 ? [] : [{ place, shape, values }];
  });
  const draft: Draft = { path: location.pathname, forms };
  if (forms.length === 0) return;
  const { key, store } = await keyFrom(keyBase64);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, new TextEncoder().encode(JSON.stringify(draft))));
  localStorage.setItem(store, btoa(String.fromCharCode(...iv, ...sealed)));
}

/** Puts back what waits for this person, as the forms of the page appear; forgets it after a minute. Gives what stops the watching. */
export function bringDraftsBack(keyBase64: string, say: () => void): () => void {
  let stop: () => void = () => undefined;
  let stopped = false;
  void keyFrom(keyBase64).then(async ({ key, store }) => {
    const kept = localStorage.getItem(store);
    if (kept === null || stopped) return;
    const bytes = Uint8Array.from(atob(kept), (letter) => letter.charCodeAt(0));
    const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: bytes.slice(0, 12) }, key, bytes.slice(12)).catch(() => undefined);
    if (plain === undefined || stopped) return;
    const draft = JSON.parse(new TextDecoder().decode(plain)) as Draft;
    const waiting = new Set(draft.forms);
    const look = () => {
      if (location.pathname !== draft.path) return;
      for (const one of waiting) {
        const form = formsHere().filter((here) => shapeOf(here) === one.shape)[one.place];
        if (form === undefined) continue;
        fill(form, one);
        waiting.delete(one);
        say();
      }
      if (waiting.size === 0) stop();
    };
    const watch = new MutationObserver(look);
    const timer = setTimeout(() => stop(), 60_000);
    stop = () => {
      watch.disconnect();
      clearTimeout(timer);
      localStorage.removeItem(store);
    };
    watch.observe(document.body, { childList: true, subtree: true });
    look();
  });
  return () => {
    stopped = true;
    stop();
  };
}

function fill(form: HTMLFormElement, { values }: FormDraft): void {
  const fields = fieldsOf(form);
  for (const [name, value, at] of values) {
    const field = fields[at];
    if (field?.name !== name) continue;
    if (field instanceof HTMLInputElement && (field.type === 'checkbox' || field.type === 'radio')) {
      // A click, so that whoever listens to the field learns of it.
      if (String(field.checked) !== value) field.click();
      continue;
    }
    const prototype = field instanceof HTMLSelectElement ? HTMLSelectElement : field instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement;
    Object.getOwnPropertyDescriptor(prototype.prototype, 'value')?.set?.call(field, value);
    field.dispatchEvent(new Event(field instanceof HTMLSelectElement ? 'change' : 'input', { bubbles: true }));
    for (let around = field.closest('details'); around !== null; around = around.parentElement?.closest('details') ?? null) around.open = true;
  }
}
