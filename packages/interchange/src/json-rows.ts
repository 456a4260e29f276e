import { canonicalJson, type JsonValue } from '@sojourn/kernel';
import type { Cell } from './cell.ts';

type Members = { readonly [key: string]: JsonValue };
const isMembers = (value: JsonValue | undefined): value is Members => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Rows of a JSON file as a table: a list of records, also under `results` (KoboToolbox) or `value` (ODK Central). Groups become
 * paths, 'person/prs_First_Name'; a list of words is joined by ';'; what repeats is kept as it stands. Undefined where there is no list.
 */
export function rowsOfJson(value: JsonValue): readonly (readonly Cell[])[] | undefined {
  const records = listIn(value);
  if (records === undefined || records.length === 0 || !records.every(isMembers)) return undefined;
  const flat = records.map((record) => new Map(cellsOf(record, '')));
  const headers = [...new Set(flat.flatMap((row) => [...row.keys()]))];
  return [headers, ...flat.map((row) => headers.map((header) => row.get(header) ?? null))];
}

function listIn(value: JsonValue): readonly JsonValue[] | undefined {
  if (Array.isArray(value)) return value;
  if (!isMembers(value)) return undefined;
  const [results, list] = [value['results'], value['value']];
  return Array.isArray(results) ? results : Array.isArray(list) ? list : [value];
}

function cellsOf(record: Members, path: string): readonly (readonly [string, Cell])[] {
  return Object.entries(record).flatMap(([key, value]): readonly (readonly [string, Cell])[] => {
    const name = `${path}${key}`;
    if (isMembers(value)) return cellsOf(value, `${name}/`);
    if (!Array.isArray(value)) return [[name, value as Cell]];
    if (value.every((one) => one === null)) return [];
    return [[name, value.every((one) => typeof one === 'string' || typeof one === 'number') ? value.join(';') : canonicalJson(value)]];
  });
}
