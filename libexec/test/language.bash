# The language tests: test/language/**/*.jank, each a program that ends with a nonzero status when something in it fails.
#
#   test_language    runs every file in each of the ways a program can run:
#     loaded         by the compiler in a hot image
#     stress         the same, with a collection at every 1,000th safepoint
#     hot            compiled ahead of time into a hot image
#     normal         compiled ahead of time into a normal image

language_ways=(loaded stress hot normal)

# run_language_test WAY FILE
run_language_test() {
  local name
  name=$(basename "$2" .jank)
  case $1 in
    loaded) "$root/bin/jank" --module-path "$root/test/language" run "$2" ;;
    stress) JANK_GC_STRESS=1000 "$root/bin/jank" --module-path "$root/test/language" run "$2" ;;
    hot | normal)
      HOT_RELOAD=$([[ $1 == hot ]] && echo 1 || echo 0) "$root/bin/emscripten-bundle" --skip-build \
        --module-path "$root/test/language" --output-dir "$logs/$1" --output-name "$name" "$2" >"$logs/bundle.log" 2>&1 || {
        cat "$logs/bundle.log"
        return 1
      }
      node "$logs/$1/$name.js"
      ;;
  esac
}

test_language() {
  local -a files
  mapfile -t files < <(find "$root/test/language" -name '*.jank' ! -name harness.jank ! -path '*/modules/*' | sort)
  if ((${#files[@]} == 0)); then return; fi
  begin "language tests"
  local way file status ok
  for way in "${language_ways[@]}"; do
    ok=0
    for file in "${files[@]}"; do
      status=0
      run_logged "$logs/language.log" run_language_test "$way" "$file" || status=$?
      if ((status == 0)); then ok=$((ok + 1)); fi
      count_status "$status" "${file#"$root"/} ($way)"
    done
    printf '%-7s %d of %d files passed\n' "$way" "$ok" "${#files[@]}"
  done
}
