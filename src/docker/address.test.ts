import assert from "node:assert/strict";
import { test } from "node:test";
import { addressed } from "./address.ts";

const asked = (path: string, options: object, file?: unknown) => {
  const { path: to, options: sent } = addressed({ method: "POST", path, options, file } as never);
  return [to, sent];
};

test("what makes a thing is a body alone", () => {
  for (const kind of ["secrets", "configs", "networks", "volumes", "plugins"])
    assert.deepEqual(asked(`/${kind}/create?`, { Name: "n", Data: "d" }), [
      `/${kind}/create`,
      { _query: {}, _body: { Name: "n", Data: "d" } },
    ]);
});

test("a container's name is in the address, and all else of it in the body", () => {
  assert.deepEqual(asked("/containers/create?", { name: "n", Env: ["A=b"], Labels: {} }), [
    "/containers/create?",
    { _query: { name: "n" }, _body: { Env: ["A=b"], Labels: {} } },
  ]);
});

test("what is in the address is in no body", () => {
  assert.deepEqual(asked("/containers/c1/kill?", { signal: "SIGKILL" }), [
    "/containers/c1/kill?",
    { _query: { signal: "SIGKILL" }, _body: {} },
  ]);
  assert.deepEqual(asked("/images/r:5000/a/b/tag?", { repo: "r", tag: "t" }), [
    "/images/r:5000/a/b/tag?",
    { _query: { repo: "r", tag: "t" }, _body: {} },
  ]);
});

test("what is kept apart already stays so", () => {
  const options = { _query: { version: 3 }, _body: { Name: "n" } };
  assert.deepEqual(asked("/services/s1/update?", options), ["/services/s1/update?", options]);
});

test("a body without a query is no query", () => {
  assert.deepEqual(asked("/services/s1/update?", { _body: { Name: "n" } }), [
    "/services/s1/update",
    { _query: {}, _body: { Name: "n" } },
  ]);
});

test("who asks is told in a header, and not in a body", () => {
  assert.deepEqual(
    asked("/images/create?", { fromImage: "a", authconfig: {}, abortSignal: undefined }),
    ["/images/create?", { _query: { fromImage: "a" }, _body: {} }],
  );
});

test("beside a body of its own, options are in the address", () => {
  assert.deepEqual(asked("/build?", { t: "a" }, "tar"), ["/build?", { t: "a" }]);
});

test("what only asks is left as it is", () => {
  const call = { method: "GET", path: "/networks?", options: { filters: {} } };
  assert.equal(addressed(call as never), call);
});
