import type { Line } from '@sojourn/rules';

/** One sentence a line, what belongs to it below it. */
export function Sentences({ line }: { readonly line: Line }) {
  return (
    <ul className="rule-lines">
      <OneLine line={line} />
    </ul>
  );
}

function OneLine({ line }: { readonly line: Line }) {
  return (
    <li>
      <bdi>{line.text}</bdi>
      {line.below.length === 0 ? null : (
        <ul>
          {line.below.map((one, index) => (
            <OneLine key={index} line={one} />
          ))}
        </ul>
      )}
    </li>
  );
}
