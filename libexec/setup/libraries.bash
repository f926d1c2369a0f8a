# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154  # the parts share variables; they are checked together with bin/setup
#
# The libraries that are compiled into the image, and into native tests, from source: bdwgc, PCRE2, immer, Catch2.

install_libraries() {
  progress_step 'bdwgc 8.2.2, PCRE2 10.42, immer 0.8.1, Catch2 3.7.1' build_libraries
}

build_libraries() {
  download_component libraries
  local unpacked
  unpacked=$(unpacking_folder)
  mkdir "$unpacked"/{bdwgc,pcre2,immer,catch2}
  tar -xzf "${downloaded[libgc]}" -C "$unpacked/bdwgc" --strip-components=1
  tar -xzf "${downloaded[pcre2]}" -C "$unpacked/pcre2" --strip-components=1 --exclude='*/sljit/*' --wildcards '*/src/*' '*/LICENCE'
  # What its own configuration makes of these files on a common machine: character classes of ASCII, and no feature of a system.
  mv "$unpacked/pcre2/src/pcre2.h.generic" "$unpacked/pcre2/src/pcre2.h"
  mv "$unpacked/pcre2/src/config.h.generic" "$unpacked/pcre2/src/config.h"
  mv "$unpacked/pcre2/src/pcre2_chartables.c.dist" "$unpacked/pcre2/src/pcre2_chartables.c"
  tar -xzf "${downloaded[catch2]}" -C "$unpacked/catch2" --strip-components=2 --wildcards '*/extras/*'
  dpkg-deb --fsys-tarfile "${downloaded[libimmer-dev]}" |
    tar -x -C "$unpacked/immer" --strip-components=3 ./usr/include/immer
  move_into_place "$unpacked" libraries
  complete_component libraries
}
