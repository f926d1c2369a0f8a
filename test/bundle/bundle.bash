# What the script tests share.
#
# BUNDLE_BUILD_DIR is a build directory that already holds the images; without it, the repository's own.

bats_require_minimum_version 1.5.0

root=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
bundle=$root/bin/emscripten-bundle
jank=$root/bin/jank
export BUNDLE_BUILD_DIR=${BUNDLE_BUILD_DIR:-$root/build-wasm}
export JANK_BUILD_DIR=$BUNDLE_BUILD_DIR

# The directory of a test, with a space in its name on purpose.
enter_directory() {
  directory="$BATS_TEST_TMPDIR/a folder"
  mkdir -p "$directory"
  cd "$directory" || return 1
}

# build ARGUMENT...: with the shared images and the output in ./out
build() {
  run --separate-stderr "$bundle" --build-dir "$BUNDLE_BUILD_DIR" --output-dir out "$@"
}

says() {
  if [[ $output$stderr != *"$1"* ]]; then
    printf 'expected: %s\nstandard output:\n%s\nstandard error:\n%s\n' "$1" "$output" "${stderr-}"
    return 1
  fi
}

says_not() {
  if [[ $output$stderr == *"$1"* ]]; then
    printf 'not expected: %s\nstandard output:\n%s\nstandard error:\n%s\n' "$1" "$output" "${stderr-}"
    return 1
  fi
}

status_is() {
  if ((status != $1)); then
    printf 'status %d, expected %d\nstandard output:\n%s\nstandard error:\n%s\n' "$status" "$1" "$output" "${stderr-}"
    return 1
  fi
}

# Nothing was written: no result, no temporary file.
wrote_nothing() {
  if [[ -d out && -n $(ls -A out) ]]; then
    ls -lA out
    return 1
  fi
}

# The names a wasm file exports, one a line.
exports_of() {
  node -e 'for (const e of WebAssembly.Module.exports(new WebAssembly.Module(require("fs").readFileSync(process.argv[1]))))
    console.log(e.name)' "$1"
}
