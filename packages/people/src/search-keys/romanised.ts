/**
 * How a word of a name sounds, roughly: small Latin letters, and one sign for each sound that Latin writes with two
 * (š č ž θ ð χ ɣ ʦ). For finding, never shown and never stored in place of a name. Undefined where its script cannot be told
 * letter by letter (Thai, Khmer, Chinese, Korean …): such a word is found as it is written.
 */
export function romanised(word: string): string | undefined {
  let sounds = '';
  const letters = word
    .toLowerCase()
    .normalize('NFC')
    .replace(/['’ʼ`´]/g, '');
  const pairs = /\p{Script=Latin}/u.test(letters) ? latinPairs : /\p{Script=Greek}/u.test(letters) ? greekPairs : [];
  const spelled = pairs.reduce((text, [pair, sound]) => text.replace(pair, sound), letters);
  for (const letter of spelled) {
    const sound = soundOf(letter);
    if (sound === undefined) return undefined;
    sounds += sound;
  }
  return sounds;
}

/** Sounds that languages in Latin letters write with two or three. */
const latinPairs: readonly (readonly [RegExp, string])[] = [
  // Is-haq, not I-shaq.
  [/^([ie])sh(?=a[qgck])/, '$1s·h'],
  // Diallo is Jallow, Diarra Jarra; Diana is neither.
  [/^d[iy](?=a(?!n))/, 'j'],
  [/tsch|tch/g, 'č'],
  [/dzh|dj/g, 'j'],
  [/sch|sh|sz/g, 'š'],
  [/ch(?=[rlnm]|$)/g, 'k'],
  [/ch|cz/g, 'č'],
  [/zh/g, 'ž'],
  [/th/g, 'θ'],
  [/dh/g, 'ð'],
  [/kh/g, 'χ'],
  [/gh/g, 'ɣ'],
  [/^t[sz]|t[sz]$/g, 'ʦ'],
  [/ph/g, 'f'],
  [/ck|qu/g, 'k'],
  [/c(?=[eiyéèí])/g, 's'],
  [/c/g, 'k'],
  [/([a-zà-ÿ])\1+/g, '$1'],
  [/·/g, ''],
];

const greekPairs: readonly (readonly [RegExp, string])[] = [
  [/ου|ού/g, 'υ'],
  [/μπ/g, 'b'],
  [/ντ/g, 'd'],
  [/γκ|γγ/g, 'g'],
  [/(.)\1+/gu, '$1'],
];

function soundOf(letter: string): string | undefined {
  if ('θðχɣʦ'.includes(letter)) return letter;
  const known = table.get(letter);
  if (known !== undefined) return known;
  const code = letter.codePointAt(0) ?? 0;
  const spelled = ethiopic(code) ?? indic(code);
  if (spelled !== undefined) return spelled;
  const plain = letter.normalize('NFD').replace(/\p{Mn}/gu, '');
  if (plain !== letter) return [...plain].map((one) => soundOf(one) ?? '').join('');
  return /^[a-zščžθðχɣʦ]$/.test(letter) ? letter : undefined;
}

const spaced = (text: string): readonly (readonly [string, string])[] =>
  text
    .trim()
    .split(/\s+/)
    .map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)] as const);

const table: ReadonlyMap<string, string> = new Map([
  ...spaced('ç=č č=č ć=č ş=š ș=š š=š ś=š ž=ž ź=ž ż=ž ğ=ɣ ñ=n ß=s æ=e œ=e ø=o đ=d ð=ð þ=θ ł=l ħ=h ı=i ŋ=n ə=e ɛ=e ɔ=o ɓ=b ɗ=d ƙ=k ƴ=y'),
  // Arabic, Persian, Urdu, Pashto, Kurdish (Sorani).
  ...spaced('ا=a أ=a إ=i آ=a ٱ=a ء= ؤ=w ئ=y ب=b پ=p ت=t ٹ=t ث=θ ج=j چ=č ح=h خ=χ د=d ڈ=d ذ=ð ر=r ڑ=r ڕ=r ز=z ژ=ž س=s ش=š ښ=š ص=s ض=ð ط=t ظ=ð ع= غ=ɣ'),
  ...spaced('ف=f ڤ=v ق=q ك=k ک=k گ=g ل=l ڵ=l م=m ن=n ں=n ه=h ہ=h ھ=h ة=h ۀ=h ە=e و=w ۆ=o ى=y ي=y ی=y ې=e ێ=e ے=e ـ='),
  ...spaced(
    'а=a б=b в=v г=g ґ=g ғ=ɣ д=d е=e ё=e є=e ж=ž җ=j з=z и=i і=i ї=i й=y ј=j к=k қ=q л=l љ=l м=m н=n ң=n њ=n о=o ө=o п=p р=r с=s т=t ћ=č ђ=j у=u ў=u ү=u ұ=u ф=f',
  ),
  ...spaced('х=χ ҳ=h һ=h ц=ʦ ч=č џ=j ш=š щ=š ъ= ы=i ь= э=e ю=yu я=ya ә=e'),
  ...spaced('α=a β=v γ=g δ=ð ε=e ζ=z η=i θ=θ ι=i κ=k λ=l μ=m ν=n ξ=ks ο=o π=p ρ=r σ=s ς=s τ=t υ=i φ=f χ=χ ψ=ps ω=o'),
  ...spaced('א= ב=b ג=g ד=d ה=h ו=w ז=z ח=χ ט=t י=y כ=k ך=k ל=l מ=m ם=m נ=n ן=n ס=s ע= פ=p ף=f צ=ʦ ץ=ʦ ק=q ר=r ש=š ת=t'),
  ...spaced(
    'ա=a բ=b գ=g դ=d ե=e զ=z է=e ը=e թ=t ժ=ž ի=i լ=l խ=χ ծ=ʦ կ=k հ=h ձ=dz ղ=ɣ ճ=č մ=m յ=y ն=n շ=š ո=o չ=č պ=p ջ=j ռ=r ս=s վ=v տ=t ր=r ց=ʦ ւ=u փ=p ք=k օ=o ֆ=f և=ev',
  ),
  ...spaced('ა=a ბ=b გ=g დ=d ე=e ვ=v ზ=z თ=t ი=i კ=k ლ=l მ=m ნ=n ო=o პ=p ჟ=ž რ=r ს=s ტ=t უ=u ფ=p ქ=k ღ=ɣ ყ=q შ=š ჩ=č ც=ʦ ძ=dz წ=ʦ ჭ=č ხ=χ ჯ=j ჰ=h'),
]);

const ethiopicRows = 'h l h m s r s š q qw q qw b v t č h hw n n - k kw h hw w - z ž y d d j g gw g t č p ʦ ʦ f p'.split(' ');
const ethiopicVowels = ['e', 'u', 'i', 'a', 'e', '', 'o', 'wa'];

/** Rows of eight from U+1200: a consonant, and in it the vowel. */
function ethiopic(code: number): string | undefined {
  const consonant = ethiopicRows[Math.floor((code - 0x1200) / 8)];
  if (code < 0x1200 || consonant === undefined) return undefined;
  return `${consonant === '-' ? '' : consonant}${ethiopicVowels[code % 8] ?? ''}`;
}

const indicBlocks = [0x0900, 0x0980, 0x0a00, 0x0a80, 0x0b00, 0x0b80, 0x0c00, 0x0c80, 0x0d00];
const indicConsonants = 'k k g g n č č j j n t t d d n t t d d n n p f b b m y r r l l l v š š s h'.split(' ');
const indicVowels = 'a a i i u u r l e e e e o o o o'.split(' ');
const indicSigns = 'a i i u u r r e e e e o o o o'.split(' ');

/** Nine scripts of India and Bangladesh keep their letters at the same places. What is neither consonant nor vowel has no sound of its own. */
function indic(code: number): string | undefined {
  const block = indicBlocks.find((start) => code >= start && code < start + 0x80);
  if (block === undefined) return undefined;
  const at = code - block;
  if (at === 2) return 'n';
  return indicVowels[at - 0x05] ?? indicConsonants[at - 0x15] ?? indicSigns[at - 0x3e] ?? '';
}
