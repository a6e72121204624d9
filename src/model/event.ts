import type { Plan } from "./change.ts";
import type { Progress } from "./progress.ts";
import type { Milliseconds } from "./units.ts";

/** What a run says while it works; consoles and reports only listen. */
export type Event =
  | { readonly type: "began"; readonly what: string }
  | { readonly type: "went-on"; readonly what: string; readonly detail: string }
  | { readonly type: "broke-off"; readonly what: string }
  /** Something done to this machine that people should know of, whatever step it is part of. */
  | { readonly type: "did"; readonly what: string }
  | { readonly type: "ended"; readonly what: string; readonly took: Milliseconds }
  | { readonly type: "planned"; readonly plan: Plan }
  | { readonly type: "awaiting"; readonly progress: readonly Progress[] }
  /** What something else that is waited for still lacks, a line each. */
  | { readonly type: "lacking"; readonly what: string; readonly lines: readonly string[] }
  | { readonly type: "warned"; readonly message: string };

export type Listener = (event: Event) => void;
