# The fuzzers of test/fuzz.
#
#   test_fuzz     each runs over its corpus, and over what it makes of it in the same 20,000 steps every time; with JANK_FUZZ_SECONDS, for
#                 so long, in other steps each time

test_fuzz() {
  local build=$root/build-fuzz extent=(-seed=1 -runs=20000)
  if [[ -n ${JANK_FUZZ_SECONDS-} ]]; then extent=(-max_total_time="$JANK_FUZZ_SECONDS"); fi
  begin "fuzzers, native, with sanitizers"
  if ! run_logged "$logs/configure.log" cmake -S "$root" -B "$build" -G Ninja -DCMAKE_C_COMPILER=clang-19 \
    -DCMAKE_CXX_COMPILER=clang++-19 -DJANK_FUZZ=ON -DJANK_TESTS=OFF || ! build_with_progress "$build" fuzzers; then
    count_status 1 "building the fuzzers"
    return
  fi
  local source name status runs
  for source in "$root"/test/fuzz/*.cpp; do
    name=$(basename -- "$source" .cpp)
    mkdir -p -- "$logs/found-$name"
    status=0
    # What it finds new is left behind with the logs; a crash is printed with the input that led to it.
    "$build/test/fuzz/${name}_fuzzer" -detect_leaks=0 -rss_limit_mb=4096 -timeout=20 "${extent[@]}" \
      -artifact_prefix="$logs/" "$logs/found-$name" "$root/test/fuzz/corpus/$name" >"$logs/fuzz.log" 2>&1 || status=$?
    runs=$(sed -n 's/^Done \([0-9]*\) runs.*/\1/p' "$logs/fuzz.log")
    if ((status != 0)); then tail -n 60 -- "$logs/fuzz.log"; fi
    printf '%s: %s runs\n' "$name" "${runs:-no}"
    count_status "$status" "the fuzzer of $name"
  done
}
