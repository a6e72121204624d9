import { isSecretName } from "./secret-name.ts";
import { isVariable } from "./variable.ts";

/** A text without what is a secret by its own shape, or by the name before it. */
export const withoutShapes = (text: string): string =>
  shapes.reduce((left, shape) => shape(left), text);

type Shape = (text: string) => string;

const hidden = "(hidden)";

export const withoutPem: Shape = (text) =>
  text.replace(
    /-----BEGIN [A-Z\d ]{1,40}-----[\s\S]*?(?:-----END [A-Z\d ]{1,40}-----|$)/g,
    "(hidden PEM)",
  );

/** Tokens that say whose they are: of GitHub, GitLab, Slack, Stripe, AWS, Google, npm, Docker, a swarm …, and JWTs. */
const known =
  /\b(?:gh[pousr]_\w{20,}|github_pat_\w{20,}|gl(?:pat|dt|rt)-[\w-]{15,}|xox[a-z]-[\w-]{10,}|xapp-[\w-]{10,}|[sr]k_(?:live|test)_\w{10,}|sk-[\w-]{20,}|A(?:KI|SI)A[A-Z\d]{16}|AIza[\w-]{30,}|ya29\.[\w-]{10,}|npm_\w{30,}|pypi-[\w-]{30,}|SG\.[\w-]{10,}\.[\w-]{10,}|dckr_[a-z]+_[\w-]{15,}|hf_\w{20,}|hv[sb]\.[\w-]{20,}|dop_v1_\w{20,}|SWM(?:TKN|KEY)-1-[\w-]+|AGE-SECRET-KEY-1\w+|eyJ[\w-]{5,}\.[\w-]{5,}(?:\.[\w-]*)?)/g;

const token: Shape = (text) => text.replace(known, hidden);

const userInfo: Shape = (text) =>
  text
    .replace(
      /(?<![a-z\d+.-])([a-z][a-z\d+.-]{0,30}:\/\/[^\s"'/@:]*:)([^\s"']{1,512})@/gi,
      (all, before: string, password: string) =>
        isVariable(password) ? all : `${before}${hidden}@`,
    )
    .replace(/(https?:\/\/)([^\s"'/@:]+)@/gi, (all, before: string, name: string) =>
      isVariable(name) ? all : `${before}${hidden}@`,
    );

/** Replaces the value, the last group, wherever the name, the second one, says that it is a secret. */
const named =
  (pattern: RegExp): Shape =>
  (text) =>
    text.replace(pattern, (all, before: string, name: string, between: string, value: string) =>
      isSecretName(name) && !isVariable(value.trim()) ? `${before}${name}${between}${hidden}` : all,
    );

/** Also of JSON within a text of JSON, where each quote has its backslash. */
const member = named(
  /((?<!\\)\\{0,8}["'])([\w .-]{1,64})(\1\s{0,20}:\s{0,20})(\1(?:(?!(?<!\\)\1\s{0,20}(?:[,}\]]|$))[\s\S])*\1|[^\s,}\]"'\\]+)/g,
);

/** What follows a comma or the like is a value of its own only if it has a name. */
const assignment = named(
  /((?<![\w.-]))([\w.-]+)(\s{0,20}=(?!=)\s{0,20})(\\{0,8}"(?:\\.|[^"\\])*"|'[^']*'|(?:(?![,;&]\s{0,20}[\w.-]{1,64}=|\\{0,8}["'](?:[\s,\]}:;)]|$))\S)+)/g,
);

const header = named(
  /(^|[\s"'{(,])([\w.-]{1,64})(:[ \t]+)(\\{0,8}"[^"\n]*"|'[^'\n]*'|[^\n"'\\]+)/gm,
);

const scheme: Shape = (text) =>
  text.replace(
    /\b([Bb]earer|Basic)(\s+)(?!\(hidden\)|\$\{\w+\})([\w.~+/=-]{6,}|\S+\.\S+)/g,
    `$1$2${hidden}`,
  );

const shapes: readonly Shape[] = [withoutPem, token, userInfo, member, assignment, header, scheme];
