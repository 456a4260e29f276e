import { useEffect, useState } from 'react';
import { client } from '../api.ts';
import { useRefusal } from '../desk.tsx';

/** Texts by the id of their sealed value; `undefined` as a text: erased. */
export type Revealed = ReadonlyMap<string, string | undefined>;

/** The door to sealed words: opened by hand, written down, closed again after a minute or on leaving. */
export function useRevealed(caseId: string, sealedIds: readonly string[]) {
  const [revealed, setRevealed] = useState<Revealed>();
  const [problem, setProblem] = useState('');
  const sentence = useRefusal();
  useEffect(() => {
    if (revealed === undefined) return undefined;
    const timer = setTimeout(() => setRevealed(undefined), 60_000);
    return () => clearTimeout(timer);
  }, [revealed]);
  const show = async () => {
    const answer = await client.query('identity.reveal', { caseId, sealedIds: [...sealedIds].slice(-200) });
    setProblem(answer.ok ? '' : sentence(answer.refusal));
    if (answer.ok) setRevealed(new Map(answer.value.values.map((one) => [one.sealedId, one.erased ? undefined : one.text])));
  };
  return { revealed, problem, show: () => void show(), hide: () => setRevealed(undefined) };
}
