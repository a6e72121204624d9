import type { GherkinDocument, Pickle, PickleStep, Step } from "@cucumber/messages";
import type { Place } from "../model/errors.ts";
import { backgroundsOf, placeOf, scopesOf } from "./background.ts";
import { childrenOf } from "./gherkin.ts";

/** A step as it is said when its scenario runs: an outline's examples are filled in. */
export interface SaidStep {
  readonly text: string;
  readonly isBackground: boolean;
  /** With its column. */
  readonly place: Place;
  readonly rows?: readonly (readonly string[])[] | undefined;
  /** One for each row. */
  readonly rowPlaces?: readonly Place[] | undefined;
  /** Where a doc string stands below it. */
  readonly docString?: Place | undefined;
}

/** A scenario, an example of an outline, or a Background that no scenario has. */
export interface SaidScenario {
  readonly file: string;
  /** By which people may name it: its own line, and behind that the line of its example in an outline. */
  readonly lines: readonly number[];
  readonly steps: readonly SaidStep[];
}

/** What is run of a feature, in order. */
export const scenariosOf = (
  document: GherkinDocument,
  pickles: readonly Pickle[],
): readonly SaidScenario[] => {
  const said = sayer(document);
  const lines = linesIn(document);
  return pickles.map(({ astNodeIds, steps }) => ({
    file: document.uri ?? "",
    lines: astNodeIds.flatMap((id) => lines.get(id) ?? []),
    steps: steps.flatMap((step) => said(step) ?? []),
  }));
};

/** The Backgrounds that stand in none of these scenarios, each with what stands above it: there may be no scenario yet. */
export const bareBackgrounds = (
  document: GherkinDocument,
  pickles: readonly Pickle[],
): readonly SaidScenario[] => {
  const said = sayer(document);
  const run = new Set(
    pickles.flatMap(({ steps }) => steps.flatMap(({ astNodeIds }) => astNodeIds)),
  );
  return scopesOf(document)
    .filter((backgrounds) => backgrounds.some(({ steps }) => steps.some(({ id }) => !run.has(id))))
    .map((backgrounds) => ({
      file: document.uri ?? "",
      lines: backgrounds.slice(-1).map(({ location }) => location.line),
      steps: backgrounds.flatMap(({ steps }) =>
        steps.flatMap((step) => said(asWritten(step)) ?? []),
      ),
    }));
};

const sayer = (document: GherkinDocument) => {
  const inBackgrounds = backgroundsOf(document).flatMap(({ steps }) => steps);
  const isBackground = new Set(inBackgrounds.map(({ id }) => id));
  const inScenarios = childrenOf(document).flatMap(({ scenario }) => scenario?.steps ?? []);
  const written = new Map([...inBackgrounds, ...inScenarios].map((step) => [step.id, step]));
  return ({ text, argument, astNodeIds: [id = ""] }: Said): SaidStep | undefined => {
    const step = written.get(id);
    if (step === undefined) return undefined;
    return {
      text,
      isBackground: isBackground.has(id),
      place: { ...placeOf(document, step), column: step.location.column ?? 1 },
      rows: argument?.dataTable?.rows.map(({ cells }) => cells.map(({ value }) => value)),
      rowPlaces: step.dataTable?.rows.map((row) => placeOf(document, row)),
      docString: step.docString && placeOf(document, step.docString),
    };
  };
};

type Said = Pick<PickleStep, "text" | "argument" | "astNodeIds">;

const asWritten = ({ id, text, dataTable }: Step): Said => ({
  text,
  astNodeIds: [id],
  ...(dataTable && { argument: { dataTable } }),
});

/** Of scenarios and of the rows of their examples, by id. */
const linesIn = (document: GherkinDocument): ReadonlyMap<string, number> =>
  new Map(
    childrenOf(document)
      .flatMap(({ scenario }) => scenario ?? [])
      .flatMap((scenario) => [
        scenario,
        ...scenario.examples.flatMap(({ tableBody }) => tableBody ?? []),
      ])
      .map(({ id, location }) => [id, location.line]),
  );
