import { badInput } from "./bad-input.ts";
import type { Draft, ProxyDraft } from "./draft.ts";
import { numberAt, type Phrase, type Said, textAt } from "./phrase.ts";

export const proxy: Phrase = {
  expression: "a reverse proxy on every node, publishing {int} and {int} in host mode",
  example: "a reverse proxy on every node, publishing 80 and 443 in host mode",
  means:
    "Every node runs the proxy image of the private registry on these ports of its own, http first, and sends each host to its tenant's web service.",
  apply: (draft, said) =>
    withProxy(draft, said, { http: numberAt(said, 0), https: numberAt(said, 1) }),
};

export const namedProxy: Phrase = {
  expression: "a reverse proxy {string} on every node, publishing {int} and {int} in host mode",
  example: `a reverse proxy "registry:5000/proxy:2" on every node, publishing 80 and 443 in host mode`,
  means: "The same with an HAProxy image of your choice.",
  apply: (draft, said) =>
    withProxy(draft, said, {
      image: textAt(said, 0),
      http: numberAt(said, 1),
      https: numberAt(said, 2),
    }),
};

const withProxy = (draft: Draft, said: Said, value: ProxyDraft): Draft => {
  if (draft.proxy !== undefined) throw badInput("a second reverse proxy", said.place);
  return { ...draft, proxy: { value, place: said.place } };
};
