const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether two digits at `month` and two at `day` can be a month and a day of it. */
export function hasDate(digits: string, month: number, day: number): boolean {
  return isDay(twoDigits(digits, month), twoDigits(digits, day));
}

/** The number that two digits write. */
export function twoDigits(digits: string, at: number): number {
  return (digits.charCodeAt(at) - 48) * 10 + digits.charCodeAt(at + 1) - 48;
}

/** Whether a month has such a day. */
export function isDay(month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= (DAYS[month - 1] as number);
}
