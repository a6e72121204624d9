import assert from "node:assert/strict";
import { DataTable, Given as define } from "@cucumber/cucumber";
import { envFile } from "../src/spec/env-phrases.ts";
import type { Phrase } from "../src/spec/phrase.ts";
import { learningProxy, namedProxy, proxy, proxyRoutes } from "../src/spec/proxy-phrases.ts";
import { storage } from "../src/spec/storage-phrases.ts";
import { moreNodes, network, registry, swarm } from "../src/spec/swarm-phrases.ts";
import {
  renewedCertificate,
  stackVariables,
  variables,
} from "../src/spec/tenant-detail-phrases.ts";
import { stack, tenants } from "../src/spec/tenant-phrases.ts";
import { withLength } from "./phrase.ts";
import type { SwarmWorld } from "./world.ts";

/** A step that describes; the expression is the phrase's own, said once more where editors read it. */
const Given = (expression: string, phrase: Phrase): void => {
  assert.equal(expression, phrase.expression);
  const hasTable = phrase.example.includes("|");
  const parameters = expression.match(/\{\w+\}/g)?.length ?? 0;
  const say = function (this: SwarmWorld, ...args: unknown[]) {
    const table = args.find((arg) => arg instanceof DataTable);
    this.say(phrase, {
      args: args.filter((arg) => arg !== table),
      rows: table?.raw(),
      place: { file: this.feature },
    });
  };
  define(expression, withLength(parameters + (hasTable ? 1 : 0), say));
};

Given("a swarm {string} with these nodes", swarm);
Given("the swarm also has these nodes", moreNodes);
Given("a private registry {string} with the images in {string}", registry);
Given("an overlay network {string}", network);
Given("storage shared by all nodes at {string}", storage);
Given("variables for the stack files from the env file {string}", envFile);
Given("these tenants on stack file(s) {string}", tenants);
Given("the tenants have these variables", variables);
Given("the certificate of {string} is renewed on {string}", renewedCertificate);
Given("a stack {string} on stack file(s) {string}", stack);
Given("the stack {string} has these variables", stackVariables);
Given("a reverse proxy on every node, publishing {int} and {int} in host mode", proxy);
Given(
  "a reverse proxy {string} on every node, publishing {int} and {int} in host mode",
  namedProxy,
);
Given(
  "a reverse proxy on every node, publishing {int} and {int} in host mode, that learns of tenants while it runs",
  learningProxy,
);
Given("the reverse proxy sends these paths to other services", proxyRoutes);
