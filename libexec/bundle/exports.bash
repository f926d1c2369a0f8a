# What a hot image exports: what patches and emitted code may refer to by name.
#
#   make_export_list    -> BUILD_DIR/hot/exports.txt, one C symbol a line, as emcc's -sEXPORTED_FUNCTIONS=@FILE takes them
#
# The list is made of
#   - every jank_* symbol the archives define: the patch ABI of include/jank/patch.h and what emitted code calls,
#   - libexec/bundle/exports.txt: what C++ patches need of libc, libc++ and the exception machinery.
# It is rewritten only when it changed, so that an unchanged list costs no link.

defined_in_archives() {
  local archive nm
  nm=$(find_program llvm-nm)
  while IFS= read -r archive; do
    "$nm" --defined-only --extern-only --format=posix "$archive" 2>/dev/null
  done < <(archives_of hot) | sed -n -E 's/^(jank_[A-Za-z0-9_]+) [TDBRWV] .*/\1/p'
}

make_export_list() {
  local list=$build_dir/hot/exports.txt checked=$build_dir/hot/.exports-checked input stale=''
  while IFS= read -r input; do
    if [[ ! $checked -nt $input ]]; then stale=yes; fi
  done < <(
    archives_of hot
    printf '%s\n' "$root/libexec/bundle/exports.txt" "${BASH_SOURCE[0]}"
  )
  if [[ -z $stale && -f $list ]]; then return; fi
  {
    printf 'main\n'
    defined_in_archives
    sed -e 's/#.*//' -e 's/ //g' -e '/^$/d' "$root/libexec/bundle/exports.txt"
  } | sort -u | sed 's/^/_/' >"$work_dir/exports.txt"
  if ! cmp -s "$work_dir/exports.txt" "$list"; then mv -f "$work_dir/exports.txt" "$list"; fi
  touch "$checked"
}
