# Completes mta-sts in zsh by what the tool itself says. In ~/.zshrc, after compinit: source <(mta-sts completion zsh)
_mta_sts() {
  local line="${(j: :)words[2,CURRENT - 1]} $PREFIX"
  line="${line# }"
  local -a answers
  answers=("${(@f)$(command mta-sts "[suggest:${#line}]" "$line" 2> /dev/null < /dev/null)}")
  answers=(${answers:#})
  # Where the tool has no answer, the name of a file is wanted.
  if (( $#answers )); then compadd -a answers; else _files; fi
}

compdef _mta_sts mta-sts
