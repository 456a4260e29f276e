import { type Catalogue, type Language, languages } from '@sojourn/catalogue';
import { consentFormPdf } from '@sojourn/documents';
import { canonicalJson, sha256Hex } from '@sojourn/kernel';
import type { FastifyInstance } from 'fastify';
import type { Desk } from './desk.ts';

/** The form in use, in one language, with the fingerprint that a consent keeps of what was read. */
function consentFormIn(catalogue: Catalogue, language: Language) {
  const form = catalogue.consentForms.at(-1);
  if (form === undefined) throw new Error('The catalogue has no consent form');
  const words = catalogue.texts[language]?.['consent-form'] ?? {};
  const said = (key: string) => ({ key, text: String(words[key] ?? '') });
  const [title, lead] = [String(words['title']), String(words['lead'])];
  const parts = form.parts.map((part) => said(`part.${part}`));
  const purposes = form.purposes.map((purpose) => ({ purpose, text: String(words[`purpose.${purpose}`] ?? '') }));
  const hash = sha256Hex(canonicalJson({ form: form.id, language, title, lead, parts, purposes }));
  return { version: form.id, language, title, lead, parts, purposes, hash, labels: labelsOf(words) };
}

function labelsOf(words: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(words).flatMap(([key, text]) => (/^(label|class)\./.test(key) ? [[key, String(text)]] : [])));
}

/** Nothing here is about anyone: the blank form may be read and printed before anybody signs in. */
export function consentFormRoutes(app: FastifyInstance, desk: Desk): void {
  const written = (text: string): Language | undefined => languages.find((language) => language === text);
  app.get<{ Params: { language: string } }>('/api/consent-form/:language', { config: { open: 'the blank form, about nobody' } }, (request, reply) => {
    const language = written(request.params.language);
    return language === undefined
      ? reply.send({ language: request.params.language.slice(0, 3), parts: [] })
      : reply.send(consentFormIn(desk.bundle.catalogue, language));
  });
  app.get<{ Params: { language: string } }>('/api/consent-form/:language/blank.pdf', { config: { open: 'the blank form, about nobody' } }, (request, reply) => {
    const { title, lead, parts, purposes, labels, version, language } = consentFormIn(desk.bundle.catalogue, written(request.params.language) ?? 'en');
    const texts = parts.map(({ text }) => text);
    const asked = purposes.map(({ text }) => text);
    const pdf = consentFormPdf({
      language,
      title,
      lead,
      parts: texts,
      purposes: asked,
      labels: { ...labels, 'label.version': (labels['label.version'] ?? '').replace('{version}', version) },
    });
    return reply.type('application/pdf').header('content-disposition', `inline; filename="consent-${version}-${language}.pdf"`).send(pdf);
  });
}
