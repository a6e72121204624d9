/**
 * A value of any field without what looks like a secret in it: `username=web,password=…`, `--token …`,
 * `redis://:…@host`. Names stay, so that people see what differs.
 */
export const redacted = (value: string): string =>
  value
    .replace(/([\w-]*(?:pass|pwd|secret|token|key)[\w-]*=)[^,\s"']+/gi, "$1(hidden)")
    .replace(
      /(--[\w-]*(?:pass|pwd|secret|token|key)[\w-]*(?:"?,\s*"|\s+))[^,\s"']+/gi,
      "$1(hidden)",
    )
    .replace(/(\w+:\/\/[^\s:/@]*:)[^\s/@]+@/g, "$1(hidden)@");
