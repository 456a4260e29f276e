import {
  cellText,
  type Expression,
  type Lexicon,
  readCell,
  readValue,
  type Table,
  tablesIn,
  type ValueExpression,
  withTable,
  writeValue,
} from '@sojourn/rules';
import { useState } from 'react';
import { useWords } from '../words/index.tsx';
import { useLexicon } from './lexicon.ts';

type Rule = Expression | ValueExpression;

/** Every decision table of a rule as a table: columns, cells as they are written, what each row gives. */
export function TablePictures({ rule }: { readonly rule: Rule }) {
  const { t } = useWords();
  const lexicon = useLexicon();
  return tablesIn(rule).map(({ at, table }) => (
    <div className="rule-table" key={at.join()}>
      <table>
        <caption>{t('rules.table')}</caption>
        <TableHead table={table} />
        <tbody>
          {table.rows.map((row, index) => (
            <tr key={index}>
              {row.when.map((cell, column) => (
                <td key={column}>
                  <bdi dir="ltr">{cellText(cell)}</bdi>
                </td>
              ))}
              <td>
                <bdi>{given(row.gives, lexicon) ?? '…'}</bdi>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  ));
}

function TableHead({ table, more }: { readonly table: Table; readonly more?: true }) {
  const { t } = useWords();
  return (
    <thead>
      <tr>
        {table.inputs.map(({ name }) => (
          <th key={name} scope="col">
            {name}
          </th>
        ))}
        <th scope="col">{t('rules.gives')}</th>
        {more === true ? <td /> : null}
      </tr>
    </thead>
  );
}

/** The value of a row in one line: a number or a code as it is, else its sentence. What needs several lines is changed in the sentences. */
function given(value: ValueExpression, lexicon: Lexicon): string | undefined {
  if ('value' in value) return String(value.value);
  const [line, ...more] = writeValue(value, lexicon).split('\n');
  return more.length > 0 ? undefined : line?.replace(/^- /, '');
}

function readGiven(text: string, before: ValueExpression, lexicon: Lexicon): ValueExpression | undefined {
  if (/^-?\d+(\.\d+)?$/.test(text.trim())) return { value: Number(text) };
  const read = readValue(`- ${text}`, lexicon);
  if (read.ok) return read.rule;
  return 'value' in before && typeof before.value === 'string' && /^[\w-]+$/.test(text) ? { value: text } : undefined;
}

/** The tables of a rule to be changed cell by cell: the sentences and the table are two views of one rule. */
export function EditTables<Of extends Rule>({ rule, onChange }: { readonly rule: Of; readonly onChange: (rule: Of) => void }) {
  return tablesIn(rule).map(({ at, table }) => <EditTable key={at.join()} table={table} onChange={(changed) => onChange(withTable(rule, at, changed))} />);
}

function EditTable({ table, onChange }: { readonly table: Table; readonly onChange: (table: Table) => void }) {
  const { t } = useWords();
  const lexicon = useLexicon();
  const rows = (changed: Table['rows']) => onChange({ ...table, rows: changed });
  const last = table.rows.at(-1);
  return (
    <div className="rule-table">
      <table>
        <caption>
          {t('rules.editTable')} <span className="hint">{t('rules.cellHint')}</span>
        </caption>
        <TableHead table={table} more />
        <tbody>
          {table.rows.map((row, index) => (
            <tr key={index}>
              {row.when.map((cell, column) => (
                <td key={column}>
                  <Cell
                    text={cellText(cell)}
                    ltr
                    label={t('rules.cell', { column: table.inputs[column]?.name ?? String(column + 1), row: index + 1 })}
                    read={(text) => {
                      const changed = readCell(text);
                      if (changed === undefined) return false;
                      rows(table.rows.with(index, { ...row, when: row.when.with(column, changed) }));
                      return true;
                    }}
                  />
                </td>
              ))}
              <td>
                {given(row.gives, lexicon) === undefined ? (
                  '…'
                ) : (
                  <Cell
                    text={given(row.gives, lexicon) ?? ''}
                    label={t('rules.cell', { column: t('rules.gives'), row: index + 1 })}
                    read={(text) => {
                      const changed = readGiven(text, row.gives, lexicon);
                      if (changed !== undefined) rows(table.rows.with(index, { ...row, gives: changed }));
                      return changed !== undefined;
                    }}
                  />
                )}
              </td>
              <td>
                <button type="button" disabled={table.rows.length === 1} onClick={() => rows(table.rows.toSpliced(index, 1))}>
                  {t('rules.removeRow', { row: index + 1 })}
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {last === undefined ? null : (
        <button type="button" onClick={() => rows([...table.rows, { when: table.inputs.map(() => ({ any: true as const })), gives: last.gives }])}>
          {t('rules.addRow')}
        </button>
      )}
    </div>
  );
}

type CellProps = { readonly text: string; readonly label: string; readonly ltr?: true; readonly read: (text: string) => boolean };

/** Read when the field is left: half a word is no mistake yet. What cannot be read stays, and is said. */
function Cell({ text, label, ltr, read }: CellProps) {
  const { t } = useWords();
  const [typed, setTyped] = useState<string>();
  const [wrong, setWrong] = useState(false);
  const leave = () => {
    const fits = typed === undefined || typed === text || read(typed);
    setWrong(!fits);
    if (fits) setTyped(undefined);
  };
  return (
    <>
      <input
        aria-label={label}
        aria-invalid={wrong}
        dir={ltr === true ? 'ltr' : 'auto'}
        value={typed ?? text}
        onChange={({ target }) => setTyped(target.value)}
        onBlur={leave}
      />
      {wrong ? <span role="alert">{t('rules.cellWrong')}</span> : null}
    </>
  );
}
