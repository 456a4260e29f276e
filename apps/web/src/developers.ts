import './tokens.css';
import './desk.css';
import './developers.css';

/** One operation of the OpenAPI document that this server gives. */
type Parameter = { readonly name: string; readonly in: 'path' | 'query' | 'header'; readonly required: boolean; readonly schema: Schema };
type Schema = {
  readonly type?: string;
  readonly format?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Schema[];
};
type Operation = {
  readonly operationId: string;
  readonly summary: string;
  readonly 'x-policy': 'anyone' | { readonly purpose: string; readonly roles: Readonly<Record<string, string>> };
  readonly 'x-for-tokens'?: boolean;
  readonly 'x-long'?: string;
  readonly 'x-paged'?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: Schema }>> };
};

const make = <Tag extends keyof HTMLElementTagNameMap>(tag: Tag, text = '', members: Readonly<Record<string, string>> = {}): HTMLElementTagNameMap[Tag] => {
  const element = document.createElement(tag);
  element.textContent = text;
  for (const [name, value] of Object.entries(members)) element.setAttribute(name, value);
  return element;
};
const byId = (id: string): HTMLElement => document.getElementById(id) ?? document.body;
const typed = (id: string): string => (document.getElementById(id) as HTMLInputElement | null)?.value ?? '';

/** Something to start from: what must be there, with ids made new. */
function example(schema: Schema | undefined, name = ''): unknown {
  if (schema === undefined) return null;
  if (schema.const !== undefined) return schema.const;
  if (schema.default !== undefined) return schema.default;
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.anyOf !== undefined) return example(schema.anyOf[0], name);
  if (schema.properties !== undefined)
    return Object.fromEntries((schema.required ?? []).map((member) => [member, example(schema.properties?.[member], member)]));
  if (name === 'recordedAt') return Date.now();
  if (schema.type === 'integer' || schema.type === 'number') return name === 'deviceSequence' ? 1 : 0;
  if (schema.type === 'array') return [];
  if (schema.type === 'boolean') return false;
  return schema.format === 'uuid' || /Id$/.test(name) ? crypto.randomUUID() : '';
}

function show(method: string, path: string, operation: Operation): HTMLElement {
  const { operationId: name } = operation;
  const part = make('details', '', { class: 'card', 'data-name': `${name} ${operation.summary}`.toLowerCase() });
  const heading = make('summary');
  heading.append(make('code', name), ` ${operation.summary}`);
  const facts = [`${method.toUpperCase()} ${path}`, whoMay(operation), ...[operation['x-long'], operation['x-paged']].filter((text) => text !== undefined)].map(
    (text) => make('p', text, { class: 'quiet' }),
  );
  const form = make('form');
  for (const parameter of operation.parameters ?? []) {
    const id = `${name}-${parameter.name}`;
    const field = make('p');
    const input = make('input', '', { id, name: parameter.name, spellcheck: 'false', ...(parameter.required ? { required: '' } : {}) });
    field.append(make('label', `${parameter.name} (${parameter.in}${parameter.required ? '' : ', may be left out'})`, { for: id }), input);
    form.append(field);
  }
  const body = operation.requestBody?.content['application/json']?.schema;
  if (body !== undefined) {
    const area = make('textarea', JSON.stringify(example(body), undefined, 2), { id: `${name}-body`, rows: '12', spellcheck: 'false', class: 'code' });
    form.append(make('label', 'Body (JSON)', { for: `${name}-body` }), area, nested('What it takes', body));
  }
  const takesFile = operation.requestBody?.content['application/octet-stream'] !== undefined;
  if (takesFile) form.append(make('label', 'File', { for: `${name}-file` }), make('input', '', { id: `${name}-file`, type: 'file' }));
  const answer = make('pre', '', { tabindex: '0', role: 'status', 'aria-label': `Answer of ${name}` });
  form.append(make('button', 'Try it', { type: 'submit', class: 'primary' }), answer);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    answer.textContent = '…';
    void attempt(method, path, operation).then((text) => {
      answer.textContent = text;
    });
  });
  part.append(heading, ...facts, form);
  return part;
}

function whoMay({ 'x-policy': policy, 'x-for-tokens': forTokens }: Operation): string {
  if (policy === 'anyone') return 'Anyone may read it: no session, no token.';
  const who = Object.entries(policy.roles).map(([role, reach]) => `${role} (${reach})`);
  return `For ${policy.purpose}; ${who.join(', ')}. ${forTokens === true ? 'A token may hold it.' : 'No token may hold it.'}`;
}

function nested(label: string, value: unknown): HTMLElement {
  const part = make('details');
  part.append(make('summary', label), make('pre', JSON.stringify(value, undefined, 2), { tabindex: '0' }));
  return part;
}

async function attempt(method: string, path: string, { operationId: name, parameters = [], requestBody }: Operation): Promise<string> {
  const given = parameters.map((parameter) => ({ ...parameter, value: typed(`${name}-${parameter.name}`) })).filter(({ value }) => value !== '');
  const filled = given.filter((one) => one.in === 'path').reduce((text, one) => text.replace(`{${one.name}}`, encodeURIComponent(one.value)), path);
  const search = new URLSearchParams(given.filter((one) => one.in === 'query').map((one) => [one.name, one.value])).toString();
  const token = typed('token');
  const file = (document.getElementById(`${name}-file`) as HTMLInputElement | null)?.files?.[0];
  const headers: Record<string, string> = {
    'x-sojourn': '1',
    ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
    ...Object.fromEntries(given.filter((one) => one.in === 'header').map((one) => [one.name, encodeURIComponent(one.value)])),
    ...(requestBody === undefined ? {} : { 'content-type': file === undefined ? 'application/json' : 'application/octet-stream' }),
  };
  try {
    const response = await fetch(`${filled}${search === '' ? '' : `?${search}`}`, {
      method: method.toUpperCase(),
      headers,
      credentials: token === '' ? 'same-origin' : 'omit',
      ...(requestBody === undefined ? {} : { body: file ?? typed(`${name}-body`) }),
    });
    const type = response.headers.get('content-type') ?? '';
    const text = type.includes('json') ? await response.text() : `${type}, ${(await response.arrayBuffer()).byteLength} bytes`;
    return `${response.status}\n${type.endsWith('json') || type.includes('json;') ? pretty(text) : text}`;
  } catch {
    return 'The server cannot be reached.';
  }
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return text;
  }
}

const described = (await (await fetch('/api/openapi.json')).json()) as { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> };
const all = Object.entries(described.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ method, path, operation })));
byId('operations').append(
  ...all.toSorted((a, b) => (a.operation.operationId < b.operation.operationId ? -1 : 1)).map(({ method, path, operation }) => show(method, path, operation)),
);
const count = () => {
  const wanted = typed('find').toLowerCase();
  let shown = 0;
  for (const part of document.querySelectorAll<HTMLElement>('#operations > details')) {
    part.hidden = !(part.dataset['name'] ?? '').includes(wanted);
    if (!part.hidden) shown += 1;
  }
  byId('count').textContent = `${shown} of ${all.length} operations`;
};
byId('find').addEventListener('input', count);
count();
