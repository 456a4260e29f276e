import { type Expression, fromFeel, toFeel } from '@sojourn/rules';
import { useId, useState } from 'react';
import { useDesk } from '../desk.tsx';
import { Reveal } from '../ui/section.tsx';
import { useWords } from '../words/index.tsx';

/** The rule for programs that speak FEEL, and from them: as far as both languages say the same. */
export function FeelText({ rule, onTaken }: { readonly rule: Expression; readonly onTaken: (rule: Expression) => void }) {
  const { t } = useWords();
  const { facts } = useDesk();
  const id = useId();
  const now = toFeel(rule);
  const [typed, setTyped] = useState<string>();
  const text = typed ?? now ?? '';
  const read = text.trim() === '' ? undefined : fromFeel(text, Object.keys(facts));
  const take = () => {
    if (read?.ok !== true) return;
    onTaken(read.rule);
    setTyped(undefined);
  };
  return (
    <Reveal label={t('rules.feel')}>
      {now === undefined ? <p className="quiet">{t('rules.feelCannot')}</p> : null}
      <div className="field">
        <label htmlFor={id}>FEEL</label>
        <textarea
          id={id}
          dir="ltr"
          rows={3}
          spellCheck={false}
          value={text}
          onChange={({ target }) => setTyped(target.value)}
          aria-describedby={`${id}-state`}
          aria-invalid={read?.ok === false}
        />
      </div>
      <p id={`${id}-state`} role="status">
        {read?.ok === false ? t('rules.feelWrong', { at: read.at + 1 }) : ''}
      </p>
      <button type="button" disabled={read?.ok !== true || typed === undefined} onClick={take}>
        {t('rules.feelTake')}
      </button>
    </Reveal>
  );
}
