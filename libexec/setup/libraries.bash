# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154  # the parts share variables; they are checked together with bin/setup
#
# The libraries that are compiled into the image, and into native tests, from source: bdwgc, immer, Catch2.

install_libraries() {
  progress_step 'bdwgc 8.2.2, immer 0.8.1, Catch2 3.7.1' build_libraries
}

build_libraries() {
  download_component libraries
  local unpacked
  unpacked=$(unpacking_folder)
  mkdir "$unpacked"/{bdwgc,immer,catch2}
  tar -xzf "${downloaded[libgc]}" -C "$unpacked/bdwgc" --strip-components=1
  tar -xzf "${downloaded[catch2]}" -C "$unpacked/catch2" --strip-components=2 --wildcards '*/extras/*'
  dpkg-deb --fsys-tarfile "${downloaded[libimmer-dev]}" |
    tar -x -C "$unpacked/immer" --strip-components=3 ./usr/include/immer
  move_into_place "$unpacked" libraries
  complete_component libraries
}
