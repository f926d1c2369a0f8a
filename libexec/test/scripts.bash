# What is not the runtime.
#
#   test_bundle    bats: the scripts
#   test_lint      shellcheck, clang-format

test_bundle() {
  begin "scripts (bats)"
  local log=$logs/bats.log status=0
  bats --print-output-on-failure "$root/test/bundle" >"$log" 2>&1 || status=$?
  if ((status != 0)); then grep -v '^ok ' "$log" || true; fi
  local ok broken
  ok=$(grep -c '^ok ' "$log" || true)
  broken=$(grep -c '^not ok ' "$log" || true)
  if ((status != 0 && broken == 0)); then broken=1; fi
  printf '%d tests, %d failures\n' $((ok + broken)) "$broken"
  count "$ok" "$broken"
}

shell_files() {
  find "$root/bin" "$root/.ci" -type f 2>/dev/null
  find "$root/test" -name '*.bats'
}

test_lint() {
  local status=0
  begin "shellcheck"
  # The stages in libexec are checked through the programs that read them; -x follows.
  (cd "$root" && mapfile -t files < <(shell_files | while IFS= read -r file; do
    if head -n 1 "$file" | grep -q -E 'bash|bats|/sh'; then printf '%s\n' "$file"; fi
  done) && shellcheck -x "${files[@]}") || status=$?
  count_status "$status" shellcheck
  if ((status == 0)); then printf 'no complaints\n'; fi

  begin "clang-format"
  status=0
  local -a sources
  mapfile -t sources < <(find "$root"/{runtime,include,test,patches,server,bench} -name '*.[ch]pp' -o -name '*.h' 2>/dev/null)
  clang-format-19 --dry-run --Werror "${sources[@]}" >"$logs/format.log" 2>&1 || status=$?
  if ((status == 0)); then
    printf '%d files are formatted\n' "${#sources[@]}"
  else
    grep -o -E '^[^ :]+:' "$logs/format.log" | sort | uniq -c
  fi
  count_status "$status" clang-format
}
