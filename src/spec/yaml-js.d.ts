/** The parts of yaml-js that are used: it has no types of its own. */
declare module "yaml-js/lib/loader.js" {
  import type { Mark, Node } from "yaml-js/lib/nodes.js";
  import type { ScalarToken } from "yaml-js/lib/tokens.js";

  interface Event {
    readonly anchor: string | null;
    readonly start_mark: Mark;
  }

  /** A scanner, a parser of tokens and a composer of nodes in one, as in PyYAML. */
  class Loader {
    constructor(text: string);
    /** What is read, with a NUL at its end. */
    readonly string: string;
    index: number;
    line: number;
    column: number;
    readonly flow_level: number;
    readonly indent: number;
    allow_simple_key: boolean;
    /** The nodes that have a name. */
    anchors: Record<string, Node>;
    check_printable(): void;
    check_node(): boolean;
    get_node(): Node | undefined;
    compose_node(parent?: Node, index?: unknown): Node;
    peek_event(): Event;
    peek(ahead?: number): string;
    forward(length?: number): void;
    get_mark(): Mark;
    scan_line_break(): string;
    scan_to_next_token(): void;
    scan_plain(): ScalarToken;
    scan_flow_scalar(quote: string): ScalarToken;
    scan_block_scalar_indicators(start: Mark): [boolean | null, number | null];
    scan_block_scalar_ignored_line(start: Mark): void;
  }

  const all: { readonly Loader: typeof Loader };
  export default all;
}

declare module "yaml-js/lib/tokens.js" {
  import type { Mark } from "yaml-js/lib/nodes.js";

  export interface ScalarToken {
    readonly value: string;
  }

  const all: {
    readonly ScalarToken: new (
      value: string,
      plain: boolean,
      start: Mark,
      end: Mark,
      style?: string,
    ) => ScalarToken;
  };
  export default all;
}

declare module "yaml-js/lib/errors.js" {
  import type { Mark } from "yaml-js/lib/nodes.js";

  class MarkedYAMLError extends Error {
    constructor(context: string | null, around: Mark | null, problem: string, at: Mark);
    readonly problem?: string;
    readonly problem_mark?: Mark | null;
    readonly context_mark?: Mark | null;
  }

  const all: { readonly MarkedYAMLError: typeof MarkedYAMLError };
  export default all;
}

declare module "yaml-js/lib/nodes.js" {
  /** Line and column count from 0. */
  export interface Mark {
    readonly line: number;
    readonly column: number;
  }

  interface Placed {
    /** A full tag, such as `tag:yaml.org,2002:str`. */
    readonly tag: string;
    readonly start_mark: Mark;
  }

  export interface ScalarNode extends Placed {
    readonly id: "scalar";
    readonly value: string;
  }

  export interface SequenceNode extends Placed {
    readonly id: "sequence";
    readonly value: readonly Node[];
  }

  export interface MappingNode extends Placed {
    readonly id: "mapping";
    readonly value: readonly (readonly [key: Node, value: Node])[];
  }

  export type Node = ScalarNode | SequenceNode | MappingNode;
}

declare module "yaml-js/lib/events.js" {
  const all: { readonly AliasEvent: new () => object };
  export default all;
}
