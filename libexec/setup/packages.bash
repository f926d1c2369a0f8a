# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154  # the parts share variables; they are checked together with bin/setup
#
# The packages of the installed Debian release (packages.tsv).

# each_package COMMAND: calls COMMAND PACKAGE PROBE PURPOSE for every line of the table.
each_package() {
  local package probe purpose
  while IFS=$'\t' read -r package probe purpose; do
    [[ $package == \#* ]] || "$1" "$package" "$probe" "$purpose"
  done <"$setup_dir/packages.tsv"
}

# probe_package PROBE: prints where the probe was found; fails when it was not.
probe_package() {
  local probe=$1 least=''
  case $probe in
    /*) compgen -G "$probe" | head -n 1 | grep . && return || return 1 ;;
    *'>='*) least=${probe#*>=} probe=${probe%%>=*} ;;
  esac
  command -v "$probe" || return 1
  [[ ! $least ]] || version_at_least "$("$probe" --version | grep -oE '[0-9.]+' | head -n 1)" "$least"
}

find_missing_packages() { each_package note_if_missing; }
note_if_missing() { probe_package "$2" >/dev/null || missing_packages+=("$1"); }

list_missing_packages() { each_package describe_if_missing; }
describe_if_missing() { probe_package "$2" >/dev/null || printf '  %s (%s): %s\n' "$1" "$2" "$3"; }

install_packages() {
  echo "setup: missing Debian packages: ${missing_packages[*]}"
  progress_step "Debian packages" run_apt
}

run_apt() {
  # Made here, so that it belongs to this user, not to root.
  : >"$progress_dir/apt-status"
  # An earlier run may have been interrupted in the middle: what it unpacked is configured, save what still lacks other packages.
  local broken=''
  "${as_root[@]}" dpkg --configure -a || broken=yes
  progress_report 'reading the package lists'
  apt update
  if [[ $broken ]]; then apt install --fix-broken; fi
  progress_while report_apt_status apt install --no-install-recommends "${missing_packages[@]}"
  verify_packages
}

# apt ARGUMENTS...: runs apt-get; its status lines go to a file, which the shell opens because sudo closes what it inherits.
apt() {
  # shellcheck disable=SC2016  # for the inner shell
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive LC_ALL=C sh -c 'exec apt-get "$@" 3>>"$0"' "$progress_dir/apt-status" \
    -q -y -o APT::Status-Fd=3 -o DPkg::Lock::Timeout=600 -o Dpkg::Use-Pty=0 "$@"
}

# Reports apt's last status line, which looks like `dlstatus:3:41.2:Retrieving file 3 of 20`.
report_apt_status() {
  local kind percent text
  IFS=: read -r kind _ percent text < <(tail -n 1 "$progress_dir/apt-status") || return 0
  if [[ $kind == dlstatus ]]; then kind=downloading; else kind=installing; fi
  progress_report "${percent%%.*}%  $kind  $text"
}

# What apt installed may still be hidden, for instance by an old node that comes first on PATH.
verify_packages() {
  local -a asked_for=("${missing_packages[@]}")
  missing_packages=()
  find_missing_packages
  ((${#missing_packages[@]} == 0)) && return
  printf 'installed %s, but these are still not found:\n' "${asked_for[*]}"
  list_missing_packages
  return 1
}
