# What happens to a running image: test/hot_reload/*.test.mjs, with Node's own test runner.
#
#   test_hot_reload    patches of every kind loaded into the image that emscripten-bundle compiles programs with

test_hot_reload() {
  begin "hot reloading, on Node"
  local log=$logs/node.log status=0
  local -a files=("$root"/test/hot_reload/*.test.mjs)
  # One file at a time: each compiles patches with emcc.
  local file ok=0 broken=0
  for file in "${files[@]}"; do
    status=0
    node --test --test-reporter=tap "$file" >"$log" 2>&1 || status=$?
    if ((status != 0)); then grep -v -E '^# (tests|suites|pass|cancelled|skipped|todo|duration_ms) ' "$log" || true; fi
    local passed_here failed_here
    passed_here=$(sed -n 's/^# pass //p' "$log")
    failed_here=$(sed -n 's/^# fail //p' "$log")
    if ((status != 0 && ${failed_here:-0} == 0)); then failed_here=1; fi
    ok=$((ok + ${passed_here:-0}))
    broken=$((broken + ${failed_here:-0}))
  done
  printf '%d passed, %d failed in %d files\n' "$ok" "$broken" "${#files[@]}"
  count "$ok" "$broken"
}
