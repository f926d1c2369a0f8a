# The toolchain.
#
#   activate_tools       puts emcc and the rest on PATH and sets where the libraries are, calling bin/setup when something
#                        is missing
#   linker_knows OPTION  whether wasm-ld has the option
#
# Reads: root. Sets: emcc, emxx (paths), JANK_IMMER_INCLUDE, JANK_BDWGC_DIR, JANK_PCRE2_DIR and the rest of `bin/setup --env`.

needed_programs=(emcc em++ cmake ninja node wasm-ld llvm-nm)
needed_folders=(JANK_IMMER_INCLUDE JANK_BDWGC_DIR JANK_PCRE2_DIR)

# LLVM's programs may carry its version in their names, or lie beside emscripten's clang and not on PATH.
find_program() {
  command -v "$1" || command -v "$1-19" || {
    [[ $1 == wasm-ld || $1 == llvm-nm ]] && command -v "$(em-config LLVM_ROOT 2>/dev/null)/$1"
  }
}

missing_tools() {
  local name
  for name in "${needed_programs[@]}"; do
    find_program "$name" >/dev/null || printf '%s\n' "$name"
  done
  for name in "${needed_folders[@]}"; do
    [[ -d ${!name-} ]] || printf '%s\n' "$name"
  done
}

take_environment() {
  local environment
  if environment=$("$root/bin/setup" --env 2>/dev/null); then eval "$environment"; fi
}

activate_tools() {
  local missing
  if [[ -n $(missing_tools) ]]; then take_environment; fi
  if [[ -n $(missing_tools) ]]; then
    say "missing: $(missing_tools | paste -sd ' '); setting the machine up with bin/setup"
    "$root/bin/setup" >&"$message_stream" || fail "bin/setup did not succeed" "its own message, above, says what is missing"
    take_environment
  fi
  missing=$(missing_tools | paste -sd ' ')
  if [[ -n $missing ]]; then fail "missing tool: $missing" "'bin/setup --check' lists what was found"; fi
  emcc=$(command -v emcc)
  emxx=$(command -v em++)
}

linker_knows() {
  "$(find_program wasm-ld)" --help 2>/dev/null | grep -q -e "^ *$1\b"
}
