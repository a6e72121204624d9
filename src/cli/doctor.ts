import { connect } from "../docker/connect.ts";
import { type Examination, examine } from "../host/doctor.ts";
import { existingEngine } from "../host/engine.ts";
import { type Finding, usable } from "../host/findings.ts";
import { greatest } from "../model/extremes.ts";
import { indented, type Line, oneLine } from "../model/line.ts";
import { type Around, print, printJson } from "./around.ts";

/** Says what this machine can and cannot do, and what follows; 0 if a cluster can be raised on it. */
export const doctor = async (
  around: Pick<Around, "env" | "home" | "stdout">,
  { json = false }: { json?: boolean } = {},
): Promise<number> => {
  const found = await examine({ env: around.env, ...(await engineHere(around)) });
  const isUsable = usable(found);
  if (json) printJson(around.stdout, { usable: isUsable, findings: found });
  else print(around.stdout, ...table(found), oneLine(""), verdict(isUsable));
  return isUsable ? 0 : 1;
};

const engineHere = async (
  around: Pick<Around, "env" | "home">,
): Promise<Omit<Examination, "env">> => {
  try {
    const host = await existingEngine(around);
    return host === undefined
      ? {}
      : { engine: await connect(host.endpoint), foundBy: host.foundBy };
  } catch (trouble) {
    return { trouble };
  }
};

const verdict = (isUsable: boolean): Line =>
  oneLine(
    isUsable
      ? "A cluster can be raised on this machine."
      : "No cluster can be raised on this machine before it has an engine.",
  );

const columns = 80;
const indent = "unknown  ".length;

/** A line for each finding and below it what follows, wrapped to 80 columns. */
export const table = (found: readonly Finding[]): Line[] => {
  const margin = indent + greatest([0, ...found.map(({ check }) => check.length)]) + 2;
  return found.flatMap(({ check, state, seen, follows }) => {
    const [first = "", ...others] = wrapped(seen, columns - margin);
    return [
      oneLine(`${state.padEnd(indent)}${check}`.padEnd(margin) + first),
      ...others.map((line) => indented(line, margin)),
      ...(follows === ""
        ? []
        : wrapped(`-> ${follows}`, columns - indent).map((line) => indented(line, indent))),
    ];
  });
};

/** Breaks at spaces; a word that is too long stands alone. */
const wrapped = (text: string, width: number): readonly Line[] => {
  const lines: string[] = [];
  for (const word of oneLine(text).split(/\s+/)) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines.map((line) => oneLine(line));
};
