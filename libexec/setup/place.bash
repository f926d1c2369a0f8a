# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154  # the parts share variables; they are checked together with bin/setup
#
# Where the toolchain lies.
#
#   CACHE/jank-wasm/KEY/emscripten   emscripten and binaryen, unless one on PATH is used
#   CACHE/jank-wasm/KEY/libraries    bdwgc, PCRE2, immer and Catch2 as sources
#   CACHE/jank-wasm/downloads        what has been downloaded and is not unpacked yet
#
# KEY changes with the pins and with the scripts that lay out the prefix: different versions never share a folder, and a
# folder is never changed once it is complete. A component is complete when its file `complete` exists; that is written
# last, so that an interrupted run leaves nothing that is taken for whole.

cache_root=${XDG_CACHE_HOME:-${HOME:?set HOME or XDG_CACHE_HOME}/.cache}/jank-wasm
prefix_key=3.1.69-$(cat "$setup_dir"/{pins.tsv,emscripten-unused.txt,emscripten.bash,libraries.bash} | sha256sum | cut -c1-10)
prefix=$cache_root/$prefix_key
downloads=$cache_root/downloads

component_complete() { [[ -e $prefix/$1/complete ]]; }

# One process at a time installs; the lock is held until this one ends.
lock_cache() {
  mkdir -p "$cache_root"
  exec {lock}>"$cache_root/lock"
  if ! flock -n "$lock"; then
    echo "setup: waiting for another bin/setup to end"
    flock "$lock"
  fi
  rm -rf "$cache_root"/unpacking.*
}

# unpacking_folder: makes an empty folder beside the prefix and prints its path.
unpacking_folder() {
  local folder
  folder=$(mktemp -d "$cache_root/unpacking.XXXXXX")
  chmod 755 "$folder"
  printf '%s\n' "$folder"
}

# move_into_place FOLDER COMPONENT
move_into_place() {
  mkdir -p "$prefix"
  rm -rf "${prefix:?}/$2"
  mv "$1" "$prefix/$2"
}

# The file lists what the component was made from.
complete_component() {
  local package
  for package in "${!downloaded_version[@]}"; do
    printf '%s %s\n' "$package" "${downloaded_version[$package]}"
  done | sort >"$prefix/$1/complete.new"
  mv "$prefix/$1/complete.new" "$prefix/$1/complete"
  rm -rf "$downloads"
}

mention_old_prefixes() {
  local other
  local -a others=()
  for other in "$cache_root"/*/; do
    other=${other%/}
    [[ $other == "$prefix" || $other == "$downloads" ]] || others+=("${other##*/}")
  done
  ((${#others[@]} == 0)) ||
    echo "setup: older toolchains in $cache_root, to be removed when no clone uses them: ${others[*]}"
}
