import type Docker from "dockerode";

/** A request to an engine, as dockerode words it for docker-modem. */
type Call = Parameters<Docker["modem"]["dial"]>[0];

/**
 * What the Engine API reads in the address of a POST that says more than its path. All else that dockerode is given
 * for one is its body.
 */
const inAddresses: readonly { readonly path: RegExp; readonly keys: readonly string[] }[] = [
  { path: /^\/containers\/create$/, keys: ["name", "platform"] },
  { path: /^\/containers\/[^/]+\/(stop|restart)$/, keys: ["signal", "t"] },
  { path: /^\/containers\/[^/]+\/kill$/, keys: ["signal"] },
  { path: /^\/containers\/[^/]+\/wait$/, keys: ["condition"] },
  { path: /^\/images\/create$/, keys: ["fromImage", "fromSrc", "repo", "tag", "platform"] },
  { path: /^\/images\/.+\/(push|tag)$/, keys: ["repo", "tag"] },
];

/**
 * The same request with nothing in its address that belongs into its body. dockerode writes the options of many
 * requests into both: an engine in debug mode, and each proxy before one, would log a secret, and no server takes a
 * config of a megabyte there.
 */
export const addressed = (call: Call): Call => {
  const { method, path, options, file } = call;
  // What comes with a body of its own, an image's files say, can have its options in the address only.
  if (method !== "POST" || !path.endsWith("?") || file !== undefined) return call;
  const place = path.slice(0, -1);
  const { _query, _body } = parted(options ?? {}, place);
  const isBare = Object.keys(_query).length === 0;
  return { ...call, path: isBare ? place : path, options: { _query, _body } };
};

/** What docker-modem is given beside the options too, and does not send. */
const unsent = ["authconfig", "abortSignal"];

const parted = (options: NonNullable<Call["options"]>, place: string) => {
  const { _query, _body, ...mixed } = options;
  const keys = inAddresses.find(({ path }) => path.test(place))?.keys ?? [];
  const given = Object.entries(mixed).filter(([key]) => !unsent.includes(key));
  return {
    _query: _query ?? Object.fromEntries(given.filter(([key]) => keys.includes(key))),
    _body: _body ?? Object.fromEntries(given.filter(([key]) => !keys.includes(key))),
  };
};

const seen = new WeakSet<object>();

/** The same engine, whose requests are all addressed so from now on. */
export const withBareAddresses = (engine: Docker): Docker => {
  const { modem } = engine;
  if (seen.has(modem)) return engine;
  seen.add(modem);
  const dial = modem.dial.bind(modem);
  modem.dial = (call, done) => dial(addressed(call), done);
  return engine;
};
