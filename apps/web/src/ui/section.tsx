import type { ReactNode } from 'react';

/** A part of the case with its heading, so that people who listen can jump to it. */
export function Section({ id, title, lead, children }: { readonly id: string; readonly title: string; readonly lead?: string; readonly children: ReactNode }) {
  return (
    <section className="card" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {lead === undefined ? null : <p className="lead">{lead}</p>}
      {children}
    </section>
  );
}

export function Reveal({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <details className="reveal">
      <summary>{label}</summary>
      {children}
    </details>
  );
}

const marks = { yes: '✓', no: '✕', unknown: '?', 'not-applicable': '–' } as const;

/** An answer by sign and word, never by colour alone. */
export function VerdictMark({ is, label }: { readonly is: keyof typeof marks; readonly label: string }) {
  return (
    <span className={`verdict ${is}`}>
      <span aria-hidden="true">{marks[is]}</span> {label}
    </span>
  );
}
