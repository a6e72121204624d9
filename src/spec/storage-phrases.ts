import { normalize } from "node:path";
import { badInput } from "./bad-input.ts";
import { type Phrase, textAt } from "./phrase.ts";

export const storage: Phrase = {
  expression: "storage shared by all nodes at {string}",
  example: `storage shared by all nodes at "/srv/services"`,
  means:
    "All nodes share this folder below /srv; what services mount from below it is made before they start, and its content stays.",
  apply: (draft, said) => {
    if (draft.storage !== undefined) throw badInput("a second shared storage", said.place);
    const path = normalize(textAt(said, 0)).replace(/(.)\/$/, "$1");
    if (path !== "/srv" && !path.startsWith("/srv/"))
      throw badInput(`nodes do not share ${path}`, said.place, {
        hint: "choose a folder below /srv, which all simulated nodes share",
      });
    return { ...draft, storage: { value: { path }, place: said.place } };
  },
};
