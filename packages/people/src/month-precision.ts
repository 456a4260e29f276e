import { type ApproximateDate, approximateDate, type DateInterval } from '@sojourn/kernel';

/**
 * What rules may know of a date: whole months, rounded outwards, so that nobody is made older or younger than was said.
 * `about` is kept as it is written in EDTF.
 */
export function monthPrecision({ earliest, latest }: DateInterval, about = false): ApproximateDate {
  const [from, to] = [earliest.slice(0, 7), latest.slice(0, 7)];
  const mark = about ? '~' : '';
  if (from === to) return approximateDate(`${from}${mark}`);
  const [wholeFrom, wholeTo] = [earliest.endsWith('-01-01') ? earliest.slice(0, 4) : from, latest.endsWith('-12-31') ? latest.slice(0, 4) : to];
  if (wholeFrom === wholeTo) return approximateDate(`${wholeFrom}${mark}`);
  return wholeFrom.length === 4 && wholeTo.length === 4
    ? approximateDate(`${wholeFrom}${mark}/${wholeTo}${mark}`)
    : approximateDate(`${from}${mark}/${to}${mark}`);
}
