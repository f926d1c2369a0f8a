# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154  # the parts share variables; they are checked together with bin/setup
#
# libtommath, the arithmetic of big integers: its sources are compiled into the image and into native tests.

tommath_component=tommath-1.3.0

install_tommath() {
  progress_step 'libtommath 1.3.0' build_tommath
}

build_tommath() {
  download_component "$tommath_component"
  local unpacked
  unpacked=$(unpacking_folder)
  tar -xzf "${downloaded[libtommath]}" -C "$unpacked" --strip-components=1 --wildcards '*/bn_*.c' '*/tommath*.h' '*/LICENSE'
  move_into_place "$unpacked" "$tommath_component"
  complete_component "$tommath_component"
}
