import type { History, Share } from "../model/watch.ts";
import { at } from "./outage-lines.ts";
import { merged } from "./time-left.ts";

const mostLines = 3;

/** What the machine did while a watch went on, a line each, so that who reads of a failure knows. */
export const strainOf = ({ machine: { shares, stalls } }: History): readonly string[] => {
  const still = merged(stalls).toSorted(
    (one, other) => other.until - other.at - (one.until - one.at),
  );
  return [
    ...(shares.length > 0 ? [leftInWords(shares)] : []),
    ...still
      .slice(0, mostLines)
      .map(
        (one) =>
          `the prober or the machine stood still for ${Math.round(one.until - one.at)} ms, from ${at(one.at)} on`,
      ),
  ];
};

/** For example "each process had 63 in 100 of the processor time that it wanted, at worst 20". */
export const leftInWords = (shares: readonly Share[]): string =>
  `each process had ${inHundred(leftOf(shares))} in 100 of the processor time that it wanted, at worst ${inHundred(leastOf(shares))}`;

/** Over all the time, from 0 to 1; 1 where nothing was told. */
const leftOf = (shares: readonly Share[]): number => {
  const whole = shares.reduce((sum, { at: from, until }) => sum + until - from, 0);
  const had = shares.reduce((sum, { at: from, until, left }) => sum + left * (until - from), 0);
  return whole === 0 ? 1 : had / whole;
};

const leastOf = (shares: readonly Share[]): number =>
  shares.reduce((least, { left }) => Math.min(least, left), 1);

const inHundred = (part: number): string => `${Math.round(100 * part)}`;
