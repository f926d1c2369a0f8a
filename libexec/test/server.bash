# The live session's server.
#
#   test_server    Catch2 under AddressSanitizer and UndefinedBehaviorSanitizer; Node: protocol, files, patches, hostile clients; the corpora of
#                  the fuzz targets

test_server() {
  local build=$root/build-server-tests target status
  begin "the server, without sockets, with sanitizers"
  if ! run_logged "$logs/configure.log" cmake -S "$root/server" -B "$build" -G Ninja -DCMAKE_C_COMPILER=clang-19 \
    -DCMAKE_CXX_COMPILER=clang++-19 -DJANK_SANITIZE=ON -DJANK_TESTS=ON -DJANK_FUZZ=ON ||
    ! build_with_progress "$build" server_tests fuzz_bencode fuzz_messages; then
    count_status 1 "building the server's tests"
    return
  fi
  ASAN_OPTIONS=detect_stack_use_after_return=1 UBSAN_OPTIONS=print_stacktrace=1 run_catch2 "$build/server_tests"

  for target in bencode messages; do
    status=0
    run_logged "$logs/fuzz.log" "$build/fuzz_$target" -runs=20000 -seed=1 -max_len=4096 -dict="$root/test/fuzz/server/messages.dict" \
      "$logs" "$root/test/fuzz/corpus/server_$target" || status=$?
    printf 'fuzz_%s: %s\n' "$target" "$(grep -E '^Done ' "$logs/fuzz.log" || echo 'did not end')"
    count_status "$status" "fuzz_$target"
  done

  begin "the server"
  # Built by whoever starts it first.
  if ! run_logged "$logs/server.log" "$root/bin/jank-dev" --help; then
    count_status 1 "building the server"
    return
  fi
  run_node_tests server
}
