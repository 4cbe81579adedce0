/** What is written as YAML. */
export type Yaml = string | number | boolean | Yaml[] | { readonly [name: string]: Yaml | undefined };

/** Texts that YAML takes for something else, also as its version 1.1 has it. */
const otherwise = /^(?:true|false|null|yes|no|on|off|y|n|~|[-+.\d].*)$/i;

/** Texts that need no quotes: a blank only between words, a colon only within one, a number sign nowhere. */
const plain = /^[A-Za-z_./](?:[\w./@:()=<>+*,-]|(?<![:#]) (?![#: ]))*$/;

/** A text on one line, in quotes where it needs them. */
const scalar = (text: string) =>
  plain.test(text) && !otherwise.test(text) && !/[: ]$/.test(text) ? text : `'${text.replaceAll("'", "''")}'`;

/** A value as YAML, each line behind the indentation. Members that are undefined are left out. */
export function yamlText(value: Yaml, indentation = ''): string {
  const deeper = `${indentation}  `;
  if (isEmpty(value)) return `${indentation}${Array.isArray(value) ? '[]' : '{}'}\n`;
  if (Array.isArray(value))
    return value.map((item) => `${indentation}- ${yamlText(item, deeper).trimStart()}`).join('');
  if (typeof value !== 'object') return `${indentation}${typeof value === 'string' ? scalar(value) : value}\n`;
  return Object.entries(value)
    .map(([name, member]) => (member === undefined ? '' : `${indentation}${scalar(name)}:${memberText(member, deeper)}`))
    .join('');
}

function memberText(value: Yaml, indentation: string) {
  if (typeof value === 'string' && value.includes('\n')) {
    const lines = value.trimEnd().split('\n');
    return ` |\n${lines.map((line) => (line ? `${indentation}${line}` : '')).join('\n')}\n`;
  }
  return typeof value !== 'object' || isEmpty(value) ? ` ${yamlText(value)}` : `\n${yamlText(value, indentation)}`;
}

const isEmpty = (value: Yaml) =>
  typeof value === 'object' && Object.values(value).every((member) => member === undefined);
