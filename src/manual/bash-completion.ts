// The completion script for bash; 3.2 and later, since that is what macOS has. Pure.
import type { CommandManual, OptionManual } from './command-manual.js';
import { argumentWords, optionsWithValues, valueWords } from './completion-words.js';

export function bashCompletion(manual: CommandManual): string {
  const valued = optionsWithValues(manual);
  const commands = names(manual.commands);
  const values = [...new Set(valued.map(replyTo))].map((reply) => {
    const options = valued.filter((option) => replyTo(option) === reply);
    return `    ${names(options).join('|')}) ${reply} ;;`;
  });
  const words = [manual, ...manual.commands].map((command) => {
    const first = command === manual ? commands : argumentWords(command, manual);
    return `    ${command.name || "''"}) words='${[...first, ...names(command.options)].join(' ')}' ;;`;
  });
  return `# bash completion for backchannel, made by: backchannel completions bash
_backchannel() {
  local word=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD - 1]}
  local command='' words='' at
  COMPREPLY=()
  for ((at = 1; at < COMP_CWORD; at += 1)); do
    case \${COMP_WORDS[at]} in
    ${names(valued).join('|')}) at=$((at + 1)) ;;
    ${commands.join('|')})
      command=\${COMP_WORDS[at]}
      break
      ;;
    esac
  done
  case $previous in
${values.join('\n')}
  esac
  case $command in
${words.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -F _backchannel backchannel
`;
}

function names(named: readonly { readonly name: string }[]): readonly string[] {
  return named.map(({ name }) => name);
}

/** Offers the values of an option and ends; the names of interfaces are those that Linux lists. */
function replyTo(option: OptionManual): string {
  const words = valueWords(option);
  switch (words?.type) {
    case 'choices':
      return `COMPREPLY=($(compgen -W '${words.words.join(' ')}' -- "$word")); return`;
    case 'files':
      return `compopt -o filenames 2>/dev/null; local IFS=$'\\n'; COMPREPLY=($(compgen -f -- "$word")); return`;
    case 'interfaces':
      return `COMPREPLY=($(compgen -W "$(ls /sys/class/net 2>/dev/null)" -- "$word")); return`;
    default:
      return 'return';
  }
}
