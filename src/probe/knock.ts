import { Unreachable } from "../model/errors.ts";
import { type Milliseconds, seconds } from "../model/units.ts";
import { beforeDeadline } from "./deadline.ts";
import { open, type Route } from "./route.ts";
import { troubleOf, wordsOf } from "./trouble.ts";

/** `silent` means that nothing came back in time, as behind a firewall that drops. */
export type Knock = "open" | "refused" | "silent" | "unreachable";

interface Door extends Route {
  /** 2 s unless told. */
  readonly timeout?: Milliseconds;
}

/** Whether a TCP port takes connections; rejects with Unreachable if the relay fails, since that proves nothing. */
export const knock = async ({ timeout = seconds(2), ...route }: Door): Promise<Knock> => {
  const sockets = new AbortController();
  try {
    await beforeDeadline({ timeout }, sockets, () => open(route, sockets.signal));
    return "open";
  } catch (error) {
    return judge(route, error);
  } finally {
    sockets.abort();
  }
};

const judge = (route: Route, error: unknown): Knock => {
  const trouble = troubleOf(error);
  if (trouble === "refused" || trouble === "unreachable") return trouble;
  if (trouble === "timeout") return "silent";
  throw new Unreachable(`cannot knock on ${route.address}:${route.port}: ${wordsOf(error)}`, {
    cause: error,
    hint: "make sure that the client's relay is running",
  });
};
