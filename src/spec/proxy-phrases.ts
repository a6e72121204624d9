import { badInput } from "./bad-input.ts";
import type { Draft, ProxyDraft } from "./draft.ts";
import { numberAt, type Phrase, type Said, textAt } from "./phrase.ts";
import { withRoutes } from "./proxy-routes.ts";

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

export const learningProxy: Phrase = {
  expression:
    "a reverse proxy on every node, publishing {int} and {int} in host mode, that learns of tenants while it runs",
  example:
    "a reverse proxy on every node, publishing 80 and 443 in host mode, that learns of tenants while it runs",
  means:
    "The same with the image learning-proxy of the private registry: the proxies ask a service proxy_tenants which tenants there are, so that none of them restarts for a tenant that comes or goes.",
  apply: (draft, said) =>
    withProxy(draft, said, { http: numberAt(said, 0), https: numberAt(said, 1), learns: true }),
};

export const proxyRoutes: Phrase = {
  expression: "the reverse proxy sends these paths to other services",
  example: `the reverse proxy sends these paths to other services
  | path    | service | port |
  | /static | cache   | 8080 |
  | /events | rt      | 8080 |`,
  means:
    "Requests for such a path, or one below it, go to this service of the tenant instead, if its stack file has the service; the longest path counts.",
  apply: withRoutes,
};

const withProxy = (draft: Draft, said: Said, value: ProxyDraft): Draft => {
  if (draft.proxy !== undefined) throw badInput("a second reverse proxy", said.place);
  return { ...draft, proxy: { value, place: said.place } };
};
