import { isSecretName } from "./secret-name.ts";
import { isVariable } from "./variable.ts";

/** The words of a command line without the secrets that options have in them or behind them. */
export const redactedArguments = (words: readonly string[]): string[] => {
  const known = options.filter((one) => isFor(one, words));
  const inOne = gluedOptions.filter((one) => isFor(one, words));
  return words.map((word, index) => {
    const before = words[index - 1];
    const form = before === undefined ? undefined : formAfter(before, known);
    return form === undefined ? glued(word, inOne) : form(word);
  });
};

type Form = (value: string) => string;

const hidden = "(hidden)";

const whole: Form = (value) => (isVariable(value) || value.startsWith("--") ? value : hidden);

/** `user:password`; two numbers are a user and a group. */
const user: Form = (value) =>
  value.replace(/^([^:]*:)(?!\d+["']?$)(.+)$/s, (all, name: string, password: string) =>
    isVariable(password) ? all : `${name}${hidden}`,
  );

interface Option {
  readonly option: RegExp;
  readonly form: Form;
  /** One of the words is this program; any unless said. */
  readonly program?: RegExp;
}

const redis = /(^|\/)(redis|valkey|keydb)-cli$/;

/** Options whose value is the next word. */
const options: readonly Option[] = [
  { option: /^(-u|-U|--user|--proxy-user)$/, form: user },
  { option: /^(requirepass|masterauth)$/i, form: whole },
  { option: /^-a$/, form: whole, program: redis },
  { option: /^-p$/, form: whole, program: /(^|\/)(mongo\w*|sshpass|smbclient|login)$/ },
  { option: /^-w$/, form: whole, program: /(^|\/)ldap\w+$/ },
];

const formAfter = (option: string, known: readonly Option[]): Form | undefined => {
  if (/^--?[\w.-]+$/.test(option) && isSecretName(option)) return whole;
  return known.find((one) => one.option.test(option))?.form;
};

/** Options whose value follows in the same word. */
const gluedOptions: readonly Option[] = [
  { option: /^(-u|-U|--user=|--proxy-user=)(?=.)/, form: user },
  { option: /^(-a)(?=.)/, form: whole, program: redis },
  { option: /^(-p)(?=.)/, form: whole, program: /(^|\/)(mysql\w*|mariadb[\w-]*|sshpass)$/ },
  // Of other programs too, if it is neither a port nor another option.
  {
    option:
      /^(-p)(?=.{4})(?![\d:.]+(?:\/\w+)?$)(?!(?:ass|assin|assout|assword|ath|ort|idfile|refix|roto|rotocol|rofile|lugin|ublic|rint|retty|roject|arallel|latform)(?:=|$))/,
    form: whole,
  },
];

const glued = (word: string, known: readonly Option[]): string => {
  const found = known.find((one) => one.option.test(word));
  const [option = ""] = found?.option.exec(word) ?? [];
  return found === undefined ? word : `${option}${found.form(word.slice(option.length))}`;
};

const isFor = ({ program }: Option, words: readonly string[]): boolean =>
  program === undefined || words.some((word) => program.test(word));
