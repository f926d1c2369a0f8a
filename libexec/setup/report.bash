# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154  # the parts share variables; they are checked together with bin/setup
#
# bin/setup --check and bin/setup --env.

report_check() {
  missing=()
  declare -A package_version=()
  read_package_versions
  each_package check_package
  check_emscripten
  check_component libraries libgc bdwgc
  check_component libraries pcre2 PCRE2
  check_component libraries libimmer-dev immer
  check_component libraries catch2 Catch2
  check_component "$tommath_component" libtommath libtommath
  check_node_packages
  ((${#missing[@]} == 0)) && return
  echo "setup: missing: ${missing[*]} (bin/setup installs them)" >&2
  exit 1
}

row() { printf '%-8s %-20s %-24s %s\n' "$@"; }

read_package_versions() {
  local package version
  local -a names=()
  each_package collect_name
  command -v dpkg-query >/dev/null || return 0
  # It fails when one of them is not installed, and still tells about the others.
  while read -r package version; do package_version[${package%:*}]=$version; done \
    < <(dpkg-query -W -f '${Package} ${Version}\n' "${names[@]}" 2>/dev/null || true)
}

collect_name() { names+=("$1"); }

check_package() {
  local package=$1 probe=$2 place
  if ! place=$(probe_package "$probe"); then
    row missing "$package" - "wanted: $probe$(found_instead "$probe")"
    missing+=("$package")
    return
  fi
  row found "$package" "${package_version[$package]:-(not a package)}" "$place"
}

# What a probe with a least version found that is too old.
found_instead() {
  [[ $1 != *'>='* ]] || ! command -v "${1%%>=*}" >/dev/null || printf ', there is %s' "$("${1%%>=*}" --version | head -n 1)"
}

check_emscripten() {
  if emscripten_wanted; then
    [[ ! ${found_emcc:-} || ${JANK_SETUP_EMSCRIPTEN:-} == private ]] ||
      row ignored emscripten "${found_emcc_version:-unknown}" "$found_emcc (older than $least_emscripten)"
    check_component emscripten emscripten emscripten
    check_component emscripten binaryen binaryen
  else
    row found emscripten "$found_emcc_version" "$found_emcc"
  fi
}

# check_component COMPONENT PACKAGE NAME: reports a pinned part of the prefix.
check_component() {
  local component=$1 wanted=$2 name=$3 wanted_version=''
  if component_complete "$component"; then
    row found "$name" "$(sed -n "s/^$wanted //p" "$prefix/$component/complete")" "$prefix/$component"
  else
    each_pin "$component" keep_wanted_version
    row missing "$name" - "wanted: $wanted_version"
    missing+=("$name")
  fi
}

keep_wanted_version() { [[ $1 != "$wanted" ]] || wanted_version=$2; }

# Prints shell assignments; prints `false`, so that eval fails too, when there is something to install first.
report_env() {
  local libraries=$prefix/libraries emscripten=$prefix/emscripten private=''
  if emscripten_wanted; then private=1; fi
  if ! component_complete libraries || ! component_complete "$tommath_component" ||
    { [[ $private ]] && ! component_complete emscripten; }; then
    echo "setup: the toolchain is not installed; run bin/setup first" >&2
    echo false
    exit 1
  fi
  if [[ $private ]]; then
    # shellcheck disable=SC2016  # the caller expands it
    [[ $PATH == "$emscripten/bin:"* ]] || printf 'export PATH=%q:"$PATH"\n' "$emscripten/bin"
    printf 'export EM_CONFIG=%q\n' "$emscripten/usr/share/emscripten/.emscripten"
  fi
  printf 'export JANK_WASM_PREFIX=%q\n' "$prefix"
  printf 'export JANK_BDWGC_DIR=%q\n' "$libraries/bdwgc"
  printf 'export JANK_PCRE2_DIR=%q\n' "$libraries/pcre2"
  printf 'export JANK_IMMER_INCLUDE=%q\n' "$libraries/immer"
  printf 'export JANK_TOMMATH_DIR=%q\n' "$prefix/$tommath_component"
  printf 'export JANK_CATCH2_AMALGAMATED=%q\n' "$libraries/catch2"
}
