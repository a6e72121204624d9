// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are variables of stack files
import assert from "node:assert/strict";
import { test } from "node:test";
import { redacted, redactedEntry, redactedWords } from "./redacted.ts";

const cases: readonly (readonly [string, string])[] = [
  ["username=web,password=hush,vers=3", "username=web,password=(hidden),vers=3"],
  ["username=web,password=hu;sh", "username=web,password=(hidden)"],
  ["web --db-password=hush -v", "web --db-password=(hidden) -v"],
  ['web --db-password="hush hush" -v', "web --db-password=(hidden) -v"],
  ["web --token hush -v", "web --token (hidden) -v"],
  ["web --token 'hush hush' -v", "web --token (hidden) -v"],
  ["redis://:hush@cache:6379/0", "redis://:(hidden)@cache:6379/0"],
  ["mysql://web:hush@db/web", "mysql://web:(hidden)@db/web"],
  ["mysql://web:hu/s@h@db/web", "mysql://web:(hidden)@db/web"],
  ["https://hush@git.example.com/a", "https://(hidden)@git.example.com/a"],
  ["https://a.example.com/x?a=1&token=hush&b=2", "https://a.example.com/x?a=1&token=(hidden)&b=2"],
  ['{"user": "web", "password": "hush", "n": 1}', '{"user": "web", "password": (hidden), "n": 1}'],
  ['{"password":"hu\\"sh","n":1}', '{"password":(hidden),"n":1}'],
  ['{\\"apiKey\\":\\"hush\\",\\"n\\":1}', '{\\"apiKey\\":(hidden),\\"n\\":1}'],
  ["password: hush", "password: (hidden)"],
  ["Cookie: a=hush; b=hush", "Cookie: (hidden)"],
  ["Authorization: Bearer hush.hush", "Authorization: (hidden)"],
  ["curl -H 'Authorization: Basic aHVzaA=='", "curl -H 'Authorization: (hidden)'"],
  ["Bearer hush.hush-hush", "Bearer (hidden)"],
  ["Basic aHVzaDpodXNo", "Basic (hidden)"],
  ["-----BEGIN RSA PRIVATE KEY-----\nMIIE\nhush\n-----END RSA PRIVATE KEY-----", "(hidden PEM)"],
  ["a -----BEGIN PRIVATE KEY-----\\nMIIE\\n-----END PRIVATE KEY----- b", "a (hidden PEM) b"],
  ["-----BEGIN EC PRIVATE KEY-----\nMIIE\ncut off", "(hidden PEM)"],
  ["eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl", "(hidden)"],
  ["x ghp_0123456789abcdefghijABCDEFGHIJ012345 y", "x (hidden) y"],
  [
    "SWMTKN-1-49nj1cmql0jkz5s954yi3oex3nedyz0fb0xx14ie39trti4wxv-8vxv8rssmk743ojnwacrr2e7c",
    "(hidden)",
  ],
  ["AKIAIOSFODNN7EXAMPLE", "(hidden)"],
  ["glpat-0123456789abcdefghij", "(hidden)"],
  ["mysqladmin ping -uroot -phunter2", "mysqladmin ping -uroot -p(hidden)"],
  ["x -path=/a -passin hush -phunter2key", "x -path=/a -passin (hidden) -p(hidden)"],
  ["curl -u a:hush http://web/", "curl -u a:(hidden) http://web/"],
  ["curl -ua:hush http://web/", "curl -ua:(hidden) http://web/"],
  ["curl --user=a:hush http://web/", "curl --user=a:(hidden) http://web/"],
  ["redis-cli -a hush ping", "redis-cli -a (hidden) ping"],
  ["/usr/bin/redis-cli -h db -ahush ping", "/usr/bin/redis-cli -h db -a(hidden) ping"],
  ["mongosh -u web -p hush", "mongosh -u web -p (hidden)"],
  ["sshpass -p hush ssh web", "sshpass -p (hidden) ssh web"],
  ["redis-server --requirepass hush --port 1", "redis-server --requirepass (hidden) --port 1"],
  ["requirepass hush", "requirepass (hidden)"],
  ["openssl rsa -passin pass:hush", "openssl rsa -passin (hidden)"],
  ["java -Ddb.password=hush -jar a.jar", "java -Ddb.password=(hidden) -jar a.jar"],
  ["nothing to hide: 3 replicas", "nothing to hide: 3 replicas"],
  ["registry:5000/web:1@sha256:abc", "registry:5000/web:1@sha256:abc"],
  ["registry:5000/keycloak:24", "registry:5000/keycloak:24"],
  ["node.labels.zone==a", "node.labels.zone==a"],
  [
    "docker run -p 80:80 -p8080:80 -u 1000:1000 web",
    "docker run -p 80:80 -p8080:80 -u 1000:1000 web",
  ],
  ["unauthorized: authentication required", "unauthorized: authentication required"],
  ["http://web:8080/a?b=c", "http://web:8080/a?b=c"],
  ["web --token ${TOKEN} --password=${PW}", "web --token ${TOKEN} --password=${PW}"],
  ["mysql://web:${PW}@db/web", "mysql://web:${PW}@db/web"],
  ["curl -u a:${PW} web", "curl -u a:${PW} web"],
];

for (const [value, shown] of cases)
  test(`"${value}" is shown as "${shown}"`, () => assert.equal(redacted(value), shown));

const commands: readonly (readonly [readonly string[], readonly string[]])[] = [
  [
    ["web", "--db-password=hush hush", "-v"],
    ["web", "--db-password=(hidden)", "-v"],
  ],
  [
    ["web", "--token", "hush hush"],
    ["web", "--token", "(hidden)"],
  ],
  [
    ["mysqladmin", "ping", "-uroot", "-phunter2"],
    ["mysqladmin", "ping", "-uroot", "-p(hidden)"],
  ],
  [
    ["redis-cli", "-a", "hush", "ping"],
    ["redis-cli", "-a", "(hidden)", "ping"],
  ],
  [
    ["curl", "-u", "a:hush hush"],
    ["curl", "-u", "a:(hidden)"],
  ],
  [
    ["sh", "-c", "redis-cli -a hush ping"],
    ["sh", "-c", "redis-cli -a (hidden) ping"],
  ],
  [
    ["CMD-SHELL", "mysql -phunter2 -e x"],
    ["CMD-SHELL", "mysql -p(hidden) -e x"],
  ],
  [
    ["curl", "-H", "Cookie: hush"],
    ["curl", "-H", "Cookie: (hidden)"],
  ],
  [
    ["web", "--token", "${TOKEN}"],
    ["web", "--token", "${TOKEN}"],
  ],
  [
    ["web", "-p", "8080"],
    ["web", "-p", "8080"],
  ],
];

for (const [words, shown] of commands)
  test(`the command ${words.join(" ")} is shown as ${shown.join(" ")}`, () =>
    assert.deepEqual(redactedWords(words), shown));

for (const name of (
  "PW DB_PW DBPW PWD PASSWD DB_PASSWORD PASSPHRASE COOKIE SESSION_COOKIE API_TOKEN apiKey " +
  "AUTH BASIC_AUTH CREDENTIALS AWS_CREDS SENTRY_DSN DATABASE_URL JWT PIN OTP_SEED SALT " +
  "WEBHOOK traefik.http.middlewares.a.basicauth.users"
).split(" "))
  test(`the value of ${name} is not shown`, () =>
    assert.equal(redactedEntry(name, "hush hush"), "(hidden)"));

for (const name of "TENANT AUTHOR HOST SPIN PWNED_BY REPLICAS KEYBOARD COMPILER".split(" "))
  test(`the value of ${name} is shown`, () => assert.equal(redactedEntry(name, "web"), "web"));

test("a value that is a variable alone is shown by its name, with more by its variables", () => {
  assert.equal(redactedEntry("DB_PW", "${DB_PW}"), "${DB_PW}");
  assert.equal(redactedEntry("DB_PW", "hush${A}hush${B}"), "(hidden, with ${A} and ${B})");
  assert.equal(redactedEntry("TENANT", "a${B}"), "a${B}");
  assert.equal(redactedEntry("DB_PW", ""), "");
});

test("a long text is looked through in no time, whatever is in it", () => {
  const parts = ["a", "a ", "-p ", "a://a:", '"', "\\", "=", "key=", "'{", '{"key":"', "key: "];
  for (const part of parts) {
    const began = performance.now();
    redacted(part.repeat(7_900 / part.length));
    assert.ok(performance.now() - began < 2000, part);
  }
  assert.equal(redacted("x".repeat(9_000)), "(9000 characters)");
});
