// The completion script for zsh (zshcompsys(1), `_arguments`). Pure.
import type { CommandManual, OptionManual } from './command-manual.js';
import { argumentWords, type ValueWords, valueWords } from './completion-words.js';

export function zshCompletion(manual: CommandManual): string {
  const commands = manual.commands.map(({ name, summary }) => `    ${quoted(`${name}:${summary}`)}`);
  const cases = manual.commands.map(
    (command) => `      ${command.name})
        _arguments -s \\
${specsOf(command, manual).join(' \\\n')}
        ;;`,
  );
  return `#compdef backchannel
# zsh completion for backchannel, made by: backchannel completions zsh
_backchannel() {
  local context state state_descr line
  typeset -A opt_args
  local -a commands
  commands=(
${commands.join('\n')}
  )
  _arguments -s -C \\
${manual.options.map((option) => `    ${optionSpec(option)}`).join(' \\\n')} \\
    '1: :->first' \\
    '*:: :->rest'
  case $state in
  first)
    _describe -t commands command commands
    ;;
  rest)
    case $words[1] in
${cases.join('\n')}
    esac
    ;;
  esac
}
if [ "$funcstack[1]" = _backchannel ]; then
  _backchannel "$@"
else
  compdef _backchannel backchannel
fi
`;
}

function specsOf(command: CommandManual, manual: CommandManual): string[] {
  const words = argumentWords(command, manual);
  const specs = command.options.map(optionSpec);
  if (words.length > 0) specs.push(quoted(`1: :(${words.join(' ')})`));
  return specs.map((spec) => `          ${spec}`);
}

/** `--port[the UDP port]:number:`; what stands in brackets has its own brackets and colons escaped. */
function optionSpec(option: OptionManual): string {
  const summary = option.summary.replaceAll(/[[\]:\\]/gu, String.raw`\$&`);
  const words = valueWords(option);
  const value =
    words === undefined ? '' : `:${(option.value ?? '').replaceAll('|', ' or ')}:${actionOf(words)}`;
  const times = option.name === '--interface' ? '*' : '';
  return quoted(`${times}${option.name}[${summary}]${value}`);
}

function actionOf(words: ValueWords): string {
  switch (words.type) {
    case 'choices':
      return `(${words.words.join(' ')})`;
    case 'files':
      return '_files';
    case 'interfaces':
      return '_net_interfaces';
    case 'anything':
      return ' ';
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
