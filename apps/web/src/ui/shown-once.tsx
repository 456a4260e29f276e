import { useEffect, useId, useRef, useState } from 'react';
import { useWords } from '../words/index.tsx';

type Props = { readonly title: string; readonly note: string; readonly secret: string; readonly onDone: () => void };

/** A secret that is shown this once, to be copied into a program. It stands on the page until its reader says they have it, and nowhere else. */
export function ShownOnce({ title, note, secret, onDone }: Props) {
  const { t } = useWords();
  const id = useId();
  const [copied, setCopied] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  // It may stand far above the button that made it: whoever made it is brought there.
  useEffect(() => heading.current?.focus(), []);
  const copy = () =>
    void navigator.clipboard.writeText(secret).then(
      () => setCopied(true),
      () => undefined,
    );
  return (
    <section className="card once" aria-labelledby={id}>
      <h3 id={id} ref={heading} tabIndex={-1}>
        {title}
      </h3>
      <p>{note}</p>
      <p className="secret" dir="ltr">
        <code>{secret}</code>
      </p>
      <div className="buttons">
        <button type="button" className="primary" onClick={copy}>
          {t('once.copy')}
        </button>
        <button type="button" onClick={onDone}>
          {t('once.have')}
        </button>
      </div>
      <p role="status">{copied ? t('once.copied') : ''}</p>
    </section>
  );
}
