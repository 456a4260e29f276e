/** A part of the catalogue as lines that a person can read and compare: the way to a value, and the value. Short lists stand in one line. */
export function linesOf(content: unknown, way = ''): readonly string[] {
  if (Array.isArray(content)) {
    const plain = content.every((one) => typeof one !== 'object' || one === null);
    if (plain) return [`${way}: ${content.map(String).join(', ')}`];
    return content.flatMap((one, index) => linesOf(one, `${way} ${index + 1}`.trim()));
  }
  if (typeof content !== 'object' || content === null) return [way === '' ? String(content) : `${way}: ${String(content)}`];
  const members = Object.entries(content);
  const small = members.every(([, value]) => typeof value !== 'object' || value === null) && members.map(([, value]) => String(value)).join('').length <= 60;
  if (small && way !== '') return [`${way}: ${members.map(([name, value]) => `${name} ${String(value)}`).join('; ')}`];
  return members.flatMap(([name, value]) => linesOf(value, `${way} ${name}`.trim()));
}
