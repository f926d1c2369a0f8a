#!/usr/bin/env bats
# shellcheck disable=SC2154 # bundle.bash and bats set the variables used here
# The command line of emscripten-bundle: what is wrong is said, and answered with status 2, before anything is built.

load bundle.bash

setup() {
  enter_directory
  printf '(ns app)\n' >app.jank
}

@test "--help names every option and ends with 0" {
  run --separate-stderr "$bundle" --help
  status_is 0
  local option
  for option in --build-dir --output-dir --output-name --skip-build --run --serve --port --open-command --node-args -I -L --lib --em-flag --module-path --patch -o \
    --verbose HOT_RELOAD EXPORT_ALL; do
    says "$option"
  done
  [[ -z $stderr ]]
}

@test "-h is --help" {
  run "$bundle" -h
  status_is 0
  says "Usage: emscripten-bundle"
}

@test "an unknown option is named, with the one that was probably meant" {
  build --output-nam x app.jank
  status_is 2
  says "unknown option '--output-nam'"
  says "did you mean --output-name?"
  wrote_nothing
}

@test "an option that wants a value and gets none" {
  build app.jank --output-name
  status_is 2
  says "--output-name needs a value"
}

@test "an option that takes no value and gets one" {
  build --run=yes app.jank
  status_is 2
  says "--run takes no value"
}

@test "two sources" {
  build app.jank other.jank
  status_is 2
  says "'app.jank' and 'other.jank'"
}

@test "--patch needs -o" {
  build --patch app.jank
  status_is 2
  says "--patch needs -o OUT.wasm"
}

@test "-o belongs to --patch" {
  build -o app.wasm app.jank
  status_is 2
  says "-o belongs to --patch"
}

@test "--patch and a source exclude each other" {
  build --patch app.jank -o x.wasm app.jank
  status_is 2
  says "exclude each other"
}

@test "--node-args needs --run" {
  build --node-args --expose-gc app.jank
  status_is 2
  says "--node-args needs --run"
}

@test "--output-name is a name, not a path" {
  build --output-name a/b app.jank
  status_is 2
  says "--output-name 'a/b' is not a plain name"
}

@test "the options of --serve need it" {
  for option in '--port 1' '--nrepl-port 1' '--isolate' '--assets .' '--open-command x'; do
    # shellcheck disable=SC2086 # an option and its value
    build $option app.jank
    status_is 2
    says "${option%% *} needs --serve"
  done
}

@test "--serve and --patch" {
  build --serve --patch app.jank -o app.wasm
  status_is 2
  says "--serve serves a program, and --patch makes none"
}
