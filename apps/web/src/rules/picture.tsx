import type { Line } from '@sojourn/rules';
import { useWords } from '../words/index.tsx';

type Row = { readonly line: Line; readonly depth: number; readonly parent: number };
const [STEP, HEIGHT, BOX] = [18, 40, 30] as const;
/** On a phone the tree is drawn narrower, so that its words stay as large. */
const widthHere = () => (matchMedia('(max-width: 40rem)').matches ? 270 : 640);

function rowsOf(line: Line, depth = 0, parent = -1, rows: Row[] = []): readonly Row[] {
  const at = rows.push({ line, depth, parent }) - 1;
  for (const one of line.below) rowsOf(one, depth + 1, at, rows);
  return rows;
}

/** The same rule as a tree, drawn from the reader's side: joints are rounded, what is known of a person is square. */
export function Picture({ line }: { readonly line: Line }) {
  const { t, language } = useWords();
  const rows = rowsOf(line);
  const WIDTH = widthHere();
  const height = rows.length * HEIGHT;
  const right = language === 'ar';
  const x = (from: number) => (right ? WIDTH - from : from);
  return (
    <figure className="rule-picture">
      <svg viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={t('rules.pictureLabel', { count: rows.length })}>
        {rows.map(({ line: one, depth, parent }, index) => {
          const [from, top] = [depth * STEP, index * HEIGHT + 5];
          const joint = one.below.length > 0;
          return (
            <g key={index}>
              {parent < 0 ? null : (
                <path className="rule-branch" d={`M ${x(from - STEP / 2)} ${parent * HEIGHT + BOX + 5} V ${top + BOX / 2} H ${x(from)}`} fill="none" />
              )}
              <rect className={joint ? 'rule-joint' : 'rule-leaf'} x={right ? 1 : from} y={top} width={WIDTH - from - 1} height={BOX} rx={joint ? 14 : 3} />
              <foreignObject x={right ? 8 : from + 8} y={top} width={WIDTH - from - 16} height={BOX}>
                <div className="rule-words">{one.text}</div>
              </foreignObject>
            </g>
          );
        })}
      </svg>
    </figure>
  );
}
