import type { Route } from "../model/spec.ts";
import { badInput } from "./bad-input.ts";
import type { Placed } from "./context.ts";
import type { Draft } from "./draft.ts";
import type { Said } from "./phrase.ts";
import { isPort } from "./port.ts";
import { type Row, rowsOf } from "./table.ts";

/** The draft whose reverse proxy also has the routes of this table; throws BadInput. */
export const withRoutes = (draft: Draft, said: Said): Draft => {
  if (draft.proxy === undefined)
    throw badInput("there is no reverse proxy yet", said.place, {
      hint: "say this after: a reverse proxy on every node, publishing 80 and 443 in host mode",
    });
  const { value, place } = draft.proxy;
  const rows = rowsOf(said, { required: ["path", "service", "port"], more: false });
  const routes = [...(value.routes ?? []), ...rows.map(routeOf)];
  for (const [, second] of Map.groupBy(routes, ({ value: { path } }) => path).values())
    if (second !== undefined)
      throw badInput(`the path "${second.value.path}" is there twice`, second.place);
  return { ...draft, proxy: { value: { ...value, routes }, place } };
};

const routeOf = ({ value: row, place }: Placed<Row>): Placed<Route> => {
  const { path = "", service = "", port = "" } = row;
  // As they stand in the proxy's own configuration, where a space or a quote would be another word.
  if (!/^(\/[\w.~-]+)+\/?$/.test(path))
    throw badInput(`no path to send elsewhere: "${path}"`, place, {
      hint: "write it as /static or /static/media, with letters, digits, -, _, ~ and dots",
    });
  if (!/^[a-z0-9]([a-z0-9_-]*[a-z0-9])?$/i.test(service))
    throw badInput(`no name of a service: "${service}"`, place, {
      hint: "write it as in the stack file, for example cache",
    });
  if (!isPort(port)) throw badInput(`must be a port from 1 to 65535, but is "${port}"`, place);
  return { value: { path: path.replace(/\/$/, ""), service, port: Number(port) }, place };
};
