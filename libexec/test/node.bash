# The tests that Node's own test runner runs: test/FOLDER/*.test.mjs.
#
#   test_emit          random programs, in every way a program can be compiled
#   test_hot_reload    what happens to a running image
#   test_docs          what the reference says, evaluated
#   test_session       what editors and the server ask of a running image
#   test_browser       the live session in Chromium, with the server and an editor's client

# run_node_tests FOLDER: one file at a time, as some compile patches with emcc
run_node_tests() {
  local log=$logs/node.log file status ok=0 broken=0 passed_here failed_here
  local -a files=("$root/test/$1"/*.test.mjs)
  for file in "${files[@]}"; do
    status=0
    node --test --test-reporter=tap "$file" >"$log" 2>&1 || status=$?
    if ((status != 0)); then grep -v -E '^# (tests|suites|pass|cancelled|skipped|todo|duration_ms) ' "$log" || true; fi
    passed_here=$(sed -n 's/^# pass //p' "$log")
    failed_here=$(sed -n 's/^# fail //p' "$log")
    if ((status != 0 && ${failed_here:-0} == 0)); then failed_here=1; fi
    ok=$((ok + ${passed_here:-0}))
    broken=$((broken + ${failed_here:-0}))
  done
  printf '%d passed, %d failed in %d files\n' "$ok" "$broken" "${#files[@]}"
  count "$ok" "$broken"
}

test_emit() {
  begin "random programs"
  run_node_tests emit
}

test_hot_reload() {
  begin "hot reloading, on Node"
  run_node_tests hot_reload
}

test_docs() {
  begin "the examples of the reference"
  run_node_tests docs
}

test_session() {
  begin "the session in the image"
  run_node_tests session
}

test_browser() {
  begin "the live session, in Chromium"
  run_node_tests browser
}
