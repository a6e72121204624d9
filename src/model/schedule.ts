import type { Question } from "./sample.ts";
import { type Milliseconds, milliseconds } from "./units.ts";

/** What one client asks one node, in turn and again from the beginning. */
export type Lane = readonly [Question, ...Question[]];

/** What a watch was to ask, and when: its history begins with it, and every judgement is made against it. */
export interface Schedule {
  /** When the first request was due, since the watch began. */
  readonly from: Milliseconds;
  /** Requests a second on each lane. */
  readonly rate: number;
  /** They take turns, so that requests leave evenly. */
  readonly lanes: readonly Lane[];
  /** Who was to listen to which tenant's events through which node. */
  readonly listeners: readonly Question[];
}

/** When the request of a turn is due. */
export const dueAt = ({ from, rate, lanes }: Schedule, turn: number): Milliseconds =>
  milliseconds(from + turn * stepOf({ rate, lanes }));

/** What is asked in a turn: a lane goes on where it was when it is its turn again. */
export const questionAt = ({ lanes }: Pick<Schedule, "lanes">, turn: number): Question => {
  const lane = lanes[turn % lanes.length] as Lane;
  return lane[Math.floor(turn / lanes.length) % lane.length] as Question;
};

/** The turn in which a request was due. */
export const turnOf = ({ from, rate, lanes }: Schedule, due: Milliseconds): number =>
  Math.round((due - from) / stepOf({ rate, lanes }));

/** How many turns there were until a moment. */
export const turnsUntil = ({ from, rate, lanes }: Schedule, moment: Milliseconds): number =>
  Math.max(0, Math.ceil((moment - from) / stepOf({ rate, lanes })));

/** Between two requests, whatever their lanes. */
const stepOf = ({ rate, lanes }: Pick<Schedule, "rate" | "lanes">): number =>
  1000 / (rate * lanes.length);
