# Completes mta-sts in bash by what the tool itself says. In ~/.bashrc: source <(mta-sts completion bash)
_mta_sts() {
  local line="${COMP_LINE:0:COMP_POINT}" answer
  # The tool knows its own name.
  line="${line#*"${COMP_WORDS[0]}"}"
  line="${line#"${line%%[![:space:]]*}"}"
  COMPREPLY=()
  while IFS= read -r answer; do
    COMPREPLY+=("$(printf '%q' "$answer")")
  done < <(command mta-sts "[suggest:${#line}]" "$line" 2> /dev/null < /dev/null)
}

# Where the tool has no answer, the name of a file is wanted.
complete -o default -F _mta_sts mta-sts
