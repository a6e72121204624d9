/** How a variable is told, in place of its value. */
export const asVariable = (name: string): string => `\${${name}}`;

/** Whether a text is one such variable and nothing else. */
export const isVariable = (text: string): boolean => /^\$\{\w+\}$/.test(text);

/** Those that are in a text. */
export const variablesIn = (text: string): readonly string[] => text.match(/\$\{\w+\}/g) ?? [];
