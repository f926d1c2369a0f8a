# The unit tests.
#
#   test_unit     Catch2, native, under AddressSanitizer and UndefinedBehaviorSanitizer
#   test_wasm     the same tests compiled to wasm, on Node, and the memory stress program

# count_catch2 LOG STATUS: reads Catch2's closing line, shows it, counts its test cases
count_catch2() {
  local closing
  closing=$(grep -E '^(All tests passed|test cases:|No tests ran)' "$1" | tail -n 1) || true
  printf '%s\n' "${closing:-the test program ended without a result}"
  if [[ $closing =~ ^All\ tests\ passed.*\ in\ ([0-9]+)\ test ]] && (($2 == 0)); then
    count "${BASH_REMATCH[1]}" 0
  elif [[ $closing =~ ([0-9]+)\ passed && $closing != *'| 0 failed'* ]]; then
    local succeeded=${BASH_REMATCH[1]} broken=1
    if [[ $closing =~ ([0-9]+)\ failed ]]; then broken=${BASH_REMATCH[1]}; fi
    count "$succeeded" "$broken"
  else
    # a crash, a leak, or tests that all failed
    local broken=1
    if [[ $closing =~ ([0-9]+)\ failed ]]; then broken=${BASH_REMATCH[1]}; fi
    count 0 "$broken"
  fi
}

# run_catch2 COMMAND...
run_catch2() {
  local log=$logs/catch2.log status=0
  # In wasm Catch2 takes every output for a terminal.
  "$@" --colour-mode none >"$log" 2>&1 || status=$?
  if ((status != 0)); then cat -- "$log"; fi
  count_catch2 "$log" "$status"
}

test_unit() {
  local build=$root/build-native
  begin "unit tests, native, with sanitizers"
  if ! run_logged "$logs/configure.log" cmake -S "$root" -B "$build" -G Ninja -DCMAKE_C_COMPILER=clang-19 \
    -DCMAKE_CXX_COMPILER=clang++-19 || ! build_with_progress "$build" unit_tests; then
    count_status 1 "building the unit tests"
    return
  fi
  ASAN_OPTIONS=detect_stack_use_after_return=1 UBSAN_OPTIONS=print_stacktrace=1 run_catch2 "$build/test/unit/unit_tests"
}

# build_with_progress DIRECTORY TARGET...
build_with_progress() {
  local directory=$1
  shift
  if [[ -t 1 ]]; then
    ninja -C "$directory" "$@"
  else
    run_logged "$logs/ninja.log" ninja -C "$directory" "$@"
  fi
}

test_wasm() {
  local build=$root/build-wasm/hot
  begin "unit tests, wasm, on Node"
  if ! build_with_progress "$build" unit_tests; then
    count_status 1 "building the unit tests for wasm"
    return
  fi
  run_catch2 node "$build/test/unit/unit_tests.js"

  if [[ ! -f $root/test/unit/memory/stress.cpp ]]; then return; fi
  begin "memory stress"
  if ! build_with_progress "$build" memory_stress; then
    count_status 1 "building the memory stress program"
    return
  fi
  local mode status
  for mode in '' --every-safepoint; do
    status=0
    run_logged "$logs/stress.log" node "$build/test/unit/memory_stress.js" ${mode:+"$mode"} || status=$?
    tail -n 1 "$logs/stress.log"
    count_status "$status" "memory stress $mode"
  done
}
