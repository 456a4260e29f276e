import { describe, expect, it } from 'vitest';
import { type Advice, type FearAnswer, type FearAsked, mayContactConsulate } from './consular.ts';

const fear = (answer: FearAnswer, inPrivate = true, sequence = 1): FearAsked => ({ sequence, answer, inPrivate });
const advice = (stillAsks: Advice['stillAsks'], sequence = 2): Advice => ({ sequence, stillAsks });
const gate = (asked: readonly FearAsked[], advised: readonly Advice[] = [], seeksAsylum = false) => {
  const answer = mayContactConsulate({ fear: asked, advice: advised, seeksAsylum });
  return answer.ok ? 'open' : answer.refusal.kind;
};

describe('before any contact with a consulate', () => {
  it('fear is asked, and in private; nobody’s wish stands for the question', () => {
    expect(gate([])).toBe('fear-not-asked');
    expect(gate([fear('not-asked')], [advice('yes')])).toBe('fear-not-asked');
    expect(gate([fear('no', false)], [advice('yes')])).toBe('fear-not-asked');
    expect(gate([fear('no')])).toBe('open');
  });
  it.each(['declined', 'not-known'] as const)('%s shuts it until the person was advised and still asks', (answer) => {
    expect(gate([fear(answer)])).toBe('fear-not-answered');
    expect(gate([fear(answer)], [advice('undecided')])).toBe('person-does-not-ask');
    expect(gate([fear(answer)], [advice('yes')])).toBe('open');
  });
  it('fear, or asylum, asks for advice; then the person’s own informed request is honoured', () => {
    expect([gate([fear('yes')]), gate([fear('no')], [], true)]).toEqual(['fear-advice-first', 'fear-advice-first']);
    expect([gate([fear('yes')], [advice('no')]), gate([fear('yes')], [advice('yes')]), gate([fear('no')], [advice('yes')], true)]).toEqual([
      'person-does-not-ask',
      'open',
      'open',
    ]);
  });
  it('advice from before the last answer does not count, nor a no said before others after a yes', () => {
    expect(gate([fear('no'), fear('yes', true, 5)], [advice('yes', 2)])).toBe('fear-advice-first');
    expect(gate([fear('yes'), fear('no', false, 5)], [advice('yes', 6)])).toBe('fear-not-asked-in-private');
  });
});
