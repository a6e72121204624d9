import { Writable } from "node:stream";
import {
  type IConfiguration,
  type IRunConfiguration,
  loadConfiguration,
} from "@cucumber/cucumber/api";
import { BadInput } from "../model/errors.ts";
import type { Around, Output } from "./around.ts";

/** What the command line adds to cucumber's configuration. */
export interface Wish {
  readonly provided?: Partial<IConfiguration>;
  /** "default" unless told. */
  readonly profiles?: readonly string[];
  /** Where the configuration is; where cucumber looks for it unless told. */
  readonly file?: string;
}

/** How cucumber.js and the command line want it. Throws BadInput where either cannot be understood. */
export const configuration = async (
  { provided = {}, profiles = [], file }: Wish,
  around: Pick<Around, "cwd" | "stderr">,
): Promise<IRunConfiguration & { readonly flat: IConfiguration }> => {
  try {
    const { order, ...others } = provided;
    const { runConfiguration, useConfiguration } = await loadConfiguration(
      { provided: others, profiles: [...profiles], ...(file !== undefined && { file }) },
      environmentOf(around),
    );
    // Cucumber's schema does not know all orders that cucumber knows.
    const sources = { ...runConfiguration.sources, ...(order !== undefined && { order }) };
    return { ...runConfiguration, sources, flat: useConfiguration };
  } catch (error) {
    throw new BadInput(`cucumber's configuration cannot be read: ${allMessages(error)}`, {
      cause: error,
    });
  }
};

/** Where cucumber works and speaks: on standard output only we do. */
export const environmentOf = ({ cwd, stderr }: Pick<Around, "cwd" | "stderr">) => ({
  cwd,
  stdout: nowhere(),
  stderr: through(stderr),
});

/** What leaves scenarios out, in words. */
export const pickingOf = ({
  sources: { tagExpression, names, shard },
}: IRunConfiguration): string[] => [
  ...(tagExpression ? [`the tags "${tagExpression}"`] : []),
  ...(names.length > 0 ? [`the names "${names.join('" and "')}"`] : []),
  ...(shard ? [`the shard ${shard}`] : []),
];

/** An error's words, and those of what caused it. */
export const allMessages = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  const { message, cause } = error;
  return cause === undefined ? message : `${message}: ${allMessages(cause)}`;
};

const nowhere = (): Writable => new Writable({ write: (_chunk, _encoding, done) => done() });

const through = (out: Output): Writable =>
  new Writable({
    decodeStrings: false,
    write: (chunk, _encoding, done) => {
      out.write(String(chunk));
      done();
    },
  });
