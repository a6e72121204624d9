/** Parts of names that say, wherever they stand, that the value is a secret. */
const anywhere = [
  ...["pass", "pwd", "secret", "token", "cookie", "dsn", "jwt", "webhook", "signature"],
  ...["cred", "(?<!un)auth(?!ors?(?![a-z]))", "key(?!cloak|board|word|space|map|note)"],
];

/** Those that say so as a word of their own, or at the end of one. */
const asWord = ["(?<![a-z])(?:pins?|otp|salt|sid)(?![a-z])", "pw(?![a-z])"];

const secret = new RegExp([...anywhere, ...asWord].join("|"), "i");

/** Whether a name says that its value is a secret: PW, DB_PASSWORD, apiKey, SESSION_COOKIE, SENTRY_DSN. */
export const isSecretName = (name: string): boolean => secret.test(name);
