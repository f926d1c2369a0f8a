# What a test run counts and shows.
#
#   begin TITLE               the heading of a stage
#   count PASSED FAILED       adds to the totals
#   count_status STATUS NAME  one case: passed when STATUS is 0; a failed one is named
#   run_logged LOG CMD...     runs CMD, output in LOG; on a failure the log is shown; returns the status
#   close_report              the last line, `N passed, M failed`; the script's exit status

passed=0
failed=0

begin() { printf '\n== %s\n' "$1"; }

count() {
  passed=$((passed + $1))
  failed=$((failed + $2))
}

count_status() {
  if (($1 == 0)); then
    count 1 0
  else
    count 0 1
    printf 'FAILED: %s (status %d)\n' "$2" "$1"
  fi
}

run_logged() {
  local log=$1 status=0
  shift
  "$@" >"$log" 2>&1 || status=$?
  if ((status != 0)); then cat -- "$log"; fi
  return "$status"
}

close_report() {
  printf '\n%d passed, %d failed\n' "$passed" "$failed"
  ((failed == 0 && passed > 0))
}
