#!/usr/bin/env bats
#
# bin/setup on a machine where it has run: what it tells, and that it leaves alone what is there.
# Nothing here downloads or installs.

bats_require_minimum_version 1.5.0

root=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
setup=$root/bin/setup

# A folder with every command on PATH but those named.
path_without() {
  local folder=$BATS_TEST_TMPDIR/path directory name
  local -a directories
  mkdir "$folder"
  IFS=: read -r -a directories <<<"$PATH"
  for directory in "${directories[@]}"; do
    # The first of a name counts; ln refuses the others.
    ln -s -t "$folder" "$directory"/* 2>/dev/null || true
  done
  for name in "$@"; do rm -f "$folder/$name"; done
  printf '%s\n' "$folder"
}

# fake_emcc VERSION: a folder with an emcc that is that old.
fake_emcc() {
  mkdir "$BATS_TEST_TMPDIR/sdk"
  # shellcheck disable=SC2016
  printf '#!/bin/sh\necho "emcc (Emscripten gcc/clang-like replacement) %s (abc)"\n' "$1" >"$BATS_TEST_TMPDIR/sdk/emcc"
  chmod +x "$BATS_TEST_TMPDIR/sdk/emcc"
  printf '%s\n' "$BATS_TEST_TMPDIR/sdk"
}

says() {
  [[ $output$stderr == *"$1"* ]] || {
    printf 'expected: %s\ngot:\n%s\n%s\n' "$1" "$output" "${stderr-}"
    return 1
  }
}

@test "--help names every option" {
  run --separate-stderr "$setup" --help
  ((status == 0))
  for option in --check --env --quiet --accept-newer --help; do says "$option"; done
}

@test "an unknown option ends with status 2 and is named" {
  run --separate-stderr "$setup" --chekc
  ((status == 2))
  [[ $stderr == *"unknown option: --chekc"* ]]
  [[ -z $output ]]
}

@test "a second run has nothing to do" {
  local before
  before=$("$setup" --env)
  run --separate-stderr "$setup"
  ((status == 0))
  says "nothing to do"
  [[ $("$setup" --env) == "$before" ]]
}

@test "--quiet says nothing when there is nothing to do" {
  run --separate-stderr "$setup" --quiet
  ((status == 0))
  [[ -z $output$stderr ]]
}

@test "--check lists each part with its version" {
  run --separate-stderr "$setup" --check
  ((status == 0))
  local name
  for name in clang-19 lld-19 nodejs cmake wabt emscripten bdwgc PCRE2 immer Catch2 libtommath; do
    grep -q -E "^found +$name +[^ ]*[0-9]" <<<"$output"
  done
  [[ $output != *missing* ]]
}

@test "--check names what is missing and ends with status 1" {
  PATH=$(path_without brotli shellcheck) run --separate-stderr "$setup" --check
  ((status == 1))
  grep -q -E '^missing +shellcheck ' <<<"$output"
  grep -q -E '^missing +brotli ' <<<"$output"
  grep -q -E '^found +cmake ' <<<"$output"
  [[ $stderr == *"missing: shellcheck brotli"* ]]
}

@test "--check tells a node that is too old from none" {
  local folder
  folder=$(path_without node)
  printf '#!/bin/sh\necho v16.20.2\n' >"$folder/node"
  chmod +x "$folder/node"
  PATH=$folder run --separate-stderr "$setup" --check
  ((status == 1))
  grep -q -E '^missing +nodejs .*node>=18.*16\.20\.2' <<<"$output"
}

@test "--env puts emcc and its companions on PATH" {
  local environment name
  environment=$("$setup" --env)
  # shellcheck disable=SC2016
  run env -u EM_CONFIG PATH=/usr/bin:/bin bash -c '
    eval "$1" || exit
    for name in emcc em++ emar wasm-ld wasm-objdump wasm-validate node clang++-19; do
      command -v "$name" >/dev/null || { echo "no $name"; exit 1; }
    done
    emcc --version &&
      [[ -f $JANK_BDWGC_DIR/extra/gc.c && -f $JANK_BDWGC_DIR/include/gc.h ]] &&
      [[ -f $JANK_IMMER_INCLUDE/immer/vector.hpp ]] &&
      [[ -f $JANK_CATCH2_AMALGAMATED/catch_amalgamated.cpp && -d $JANK_WASM_PREFIX ]]' bash "$environment"
  ((status == 0))
  says Emscripten
}

@test "evaluating --env twice lengthens PATH once" {
  eval "$("$setup" --env)"
  local once=$PATH
  eval "$("$setup" --env)"
  [[ $PATH == "$once" ]]
}

@test "--env fails, and makes eval fail, when nothing is installed" {
  XDG_CACHE_HOME=$BATS_TEST_TMPDIR/empty run --separate-stderr "$setup" --env
  ((status == 1))
  [[ $output == false && $stderr == *"run bin/setup"* ]]
}

@test "a component that was not finished is not taken for whole" {
  local prefix
  prefix=$(eval "$("$setup" --env)" && printf '%s' "${JANK_WASM_PREFIX##*/}")
  mkdir -p "$BATS_TEST_TMPDIR/half/jank-wasm/$prefix"/{emscripten/bin,libraries/bdwgc}
  XDG_CACHE_HOME=$BATS_TEST_TMPDIR/half run --separate-stderr "$setup" --check
  ((status == 1))
  [[ $stderr == *bdwgc* ]]
}

@test "an emscripten on PATH that is new enough is used" {
  PATH=$(fake_emcc 3.1.69):$PATH run --separate-stderr "$setup" --check
  ((status == 0))
  grep -q -E "^found +emscripten +3\.1\.69 +$BATS_TEST_TMPDIR/sdk/emcc" <<<"$output"
  PATH=$BATS_TEST_TMPDIR/sdk:$PATH run --separate-stderr "$setup" --env
  [[ $output != *EM_CONFIG* && $output != *PATH=* ]]
}

@test "an emscripten on PATH that is too old is passed over, and that is said" {
  PATH=$(fake_emcc 3.1.6):$PATH run --separate-stderr "$setup" --check
  grep -q -E '^ignored +emscripten +3\.1\.6 .*older than 3\.1\.69' <<<"$output"
}

@test "without apt-get the missing packages are listed and nothing is tried" {
  PATH=$(path_without apt-get brotli) run --separate-stderr "$setup"
  ((status == 1))
  [[ $stderr == *"not a Debian system"* && $stderr == *brotli* ]]
}
