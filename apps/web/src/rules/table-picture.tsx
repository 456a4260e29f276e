import { type Expression, tablesIn } from '@sojourn/rules';
import { useWords } from '../words/index.tsx';

/** Every decision table of a rule as a table: columns, cells as they are written, what each row gives. */
export function TablePictures({ rule }: { readonly rule: Expression }) {
  const { t } = useWords();
  const tables = tablesIn(rule);
  return tables.map((table, at) => (
    <div className="rule-table" key={at}>
      <table>
        <caption>{t('rules.table')}</caption>
        <thead>
          <tr>
            {table.columns.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
            <th scope="col">{t('rules.gives')}</th>
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) => (
                <td key={column}>
                  <bdi dir="ltr">{cell}</bdi>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  ));
}
