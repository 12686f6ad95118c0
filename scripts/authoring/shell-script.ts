/**
 * Scripts that make a shell ask `npm run completion -- words` what fits. They work in the folder of the solution
 * and below; elsewhere no code of an unknown folder runs, and npm's own completion has its say.
 */
export const shells = ['bash', 'zsh', 'fish'] as const;

export type Shell = (typeof shells)[number];

/** The script of a shell, to be evaluated in it. `root` is the folder of the solution, absolute. */
export function shellScript(shell: Shell, root: string): string {
  return scripts[shell](root).trimStart();
}

/** Bash breaks words at colons and equals signs, so what stands before the last one is taken off the answers. */
const bash = (root: string): string => `
_solution_npm() {
  local root=${quote(root)} line word cut="" answer
  local -a answers
  COMPREPLY=()
  if [[ "$PWD/" == "$root/"* ]]; then
    line="\${COMP_LINE:0:COMP_POINT}"
    word="\${line##*[[:space:]]}"
    mapfile -t answers < <(cd "$root" && node scripts/run.mjs completion words --line "$line" 2>/dev/null)
    [[ "$COMP_WORDBREAKS" == *:* && "$word" == *:* ]] && cut="\${word%"\${word##*:}"}"
    [[ "$COMP_WORDBREAKS" == *=* && "$word" == *=* ]] && cut="\${word%"\${word##*=}"}"
    for answer in "\${answers[@]}"; do
      [[ -n "$answer" ]] && COMPREPLY+=("\${answer#"$cut"}")
    done
  fi
  if [[ \${#COMPREPLY[@]} -eq 0 ]] && declare -F _npm_completion >/dev/null; then
    _npm_completion "$@"
  fi
}
complete -o default -F _solution_npm npm
`;

const zsh = (root: string): string => `
_solution_npm() {
  local root=${quote(root)}
  [[ "$PWD/" == "$root/"* ]] || { _default; return }
  local -a answers
  answers=("\${(@f)$(cd "$root" && node scripts/run.mjs completion words --line "\${(j: :)words[1,CURRENT]}" 2>/dev/null)}")
  compadd -- "\${(@)answers:#}"
}
compdef _solution_npm npm
`;

const fish = (root: string): string => `
function __solution_npm
  set -l root ${quoteForFish(root)}
  string match -q -- "$root/*" "$PWD/"; or return
  set -l line (commandline -cp)
  pushd $root
  node scripts/run.mjs completion words --line "$line" 2>/dev/null
  popd
end
complete -c npm -a '(__solution_npm)'
`;

const scripts: Readonly<Record<Shell, (root: string) => string>> = { bash, zsh, fish };

function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

function quoteForFish(text: string): string {
  return `'${text.replace(/[\\']/g, String.raw`\$&`)}'`;
}
