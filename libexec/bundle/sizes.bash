# Sizes, as measured.
#
#   report_sizes     prints the sizes of the result, and for a hot image what hot reloading costs, and notes them
#   announce_mode    prints the line that tells a hot build from a normal one
#
# The notes are BUILD_DIR/sizes.tsv: mode, name, bytes of wasm, of JavaScript, both again compressed by gzip -6.

announce_mode() {
  if [[ $mode == hot && -z $patch_output ]]; then
    say "HOT-RELOAD MODE: Enabling dynamic linking (-sMAIN_MODULE=2)"
  fi
}

# 1234567 -> "1.23 MB"
readable() {
  if (($1 >= 1000000)); then
    printf '%d.%02d MB' $(($1 / 1000000)) $(($1 % 1000000 / 10000))
  else
    printf '%d.%d kB' $(($1 / 1000)) $(($1 % 1000 / 100))
  fi
}

compressed_size() { gzip -6 -c -- "$1" | wc -c; }

# The noted sizes of MODE: those of the same program, else those of the runtime alone.
noted_sizes() {
  awk -F '\t' -v mode="$1" -v name="$output_name" \
    '$1 == mode && ($2 == name || $2 == "jank" && !found) { line = $0; found = $2 == name } END { if (line) print line }' \
    "$build_dir/sizes.tsv" 2>/dev/null || true
}

report_sizes() {
  local wasm=$output_dir/$output_name.wasm javascript=$output_dir/$output_name.js
  local wasm_size javascript_size wasm_gzip javascript_gzip
  wasm_size=$(wc -c <"$wasm")
  javascript_size=$(wc -c <"$javascript")
  wasm_gzip=$(compressed_size "$wasm")
  javascript_gzip=$(compressed_size "$javascript")
  say "$wasm: $(readable "$wasm_size"), $(readable "$wasm_gzip") compressed by gzip"
  say "$javascript: $(readable "$javascript_size"), $(readable "$javascript_gzip") compressed by gzip"

  local notes=$build_dir/sizes.tsv
  {
    awk -F '\t' -v mode="$mode" -v name="$output_name" '!($1 == mode && $2 == name)' "$notes" 2>/dev/null || true
    printf '%s\t%s\t%d\t%d\t%d\t%d\n' "$mode" "$output_name" "$wasm_size" "$javascript_size" "$wasm_gzip" "$javascript_gzip"
  } >"$work_dir/sizes.tsv"
  mv -f "$work_dir/sizes.tsv" "$notes"
  if [[ $mode == hot ]]; then report_cost; fi
}

report_cost() {
  local name wasm javascript wasm_gzip javascript_gzip normal_size normal_gzip
  IFS=$'\t' read -r _ name wasm javascript wasm_gzip javascript_gzip < <(noted_sizes normal) || true
  if [[ -z ${name-} ]]; then
    say "what hot reloading costs is shown once there is a normal build too (HOT_RELOAD unset)"
    return
  fi
  normal_size=$((wasm + javascript)) normal_gzip=$((wasm_gzip + javascript_gzip))
  IFS=$'\t' read -r _ name wasm javascript wasm_gzip javascript_gzip < <(noted_sizes hot)
  say "hot reloading costs $(readable $((wasm + javascript - normal_size))):" \
    "$(readable $((wasm + javascript))) against $(readable "$normal_size") of the normal build;" \
    "by gzip $(readable $((wasm_gzip + javascript_gzip))) against $(readable "$normal_gzip")"
}
