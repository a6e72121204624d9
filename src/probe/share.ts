export interface Share {
  /** What may be taken at once. */
  readonly most: number;
  /** What may be taken for long. */
  readonly perSecond: number;
}

/** Tells of each amount, at a time in milliseconds, whether it may still be taken. */
export const sharing = ({ most, perSecond }: Share) => {
  let [left, last] = [most, Number.POSITIVE_INFINITY];
  return (amount: number, now: number): boolean => {
    left = Math.min(most, left + Math.max(0, ((now - last) * perSecond) / 1000));
    last = now;
    if (amount > left) return false;
    left -= amount;
    return true;
  };
};
