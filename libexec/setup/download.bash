# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154  # the parts share variables; they are checked together with bin/setup
#
# The pinned files (pins.tsv). They are fetched by apt's own helper, so that the machine's mirror, proxy and credentials
# are used; apt-helper refuses a file whose SHA-256 differs.

apt_helper=/usr/lib/apt/apt-helper

# each_pin COMPONENT COMMAND: calls COMMAND PACKAGE VERSION POOL_PATH BYTES SHA256 for each pin of the component.
each_pin() {
  local component package version path bytes sha256
  while IFS=$'\t' read -r component package version path bytes sha256; do
    [[ $component != "$1" ]] || "$2" "$package" "$version" "$path" "$bytes" "$sha256"
  done <"$setup_dir/pins.tsv"
}

# download_component COMPONENT: fetches its files and sets the arrays downloaded, package -> file, and downloaded_version.
download_component() {
  local component=$1
  declare -gA downloaded=() downloaded_version=()
  declare -ga pinned=()
  mapfile -t mirrors < <(debian_mirrors)
  if ((${#mirrors[@]} == 0)); then
    echo "this machine's apt configuration names no mirror of its Debian release (see: apt-get indextargets)"
    return 1
  fi
  mkdir -p "$downloads"
  each_pin "$component" download_pin
  local package
  for package in "${pinned[@]}"; do
    [[ ${downloaded[$package]:-} ]] || replace_vanished "$package"
  done
}

download_pin() {
  local package=$1 version=$2 path=$3 bytes=$4 sha256=$5
  pinned+=("$package")
  [[ ! ${downloaded[$package]:-} ]] || return 0
  local file=$downloads/${path##*/}
  if fetch "$package" "$path" "$file" "$bytes" "$sha256"; then
    downloaded[$package]=$file downloaded_version[$package]=$version
  fi
}

# fetch LABEL POOL_PATH FILE BYTES SHA256: tries each mirror.
fetch() {
  local label=$1 path=$2 file=$3 bytes=$4 sha256=$5 mirror
  if [[ -e $file ]] && sha256sum --status -c <<<"$sha256  $file"; then return; fi
  rm -f "$file"
  for mirror in "${mirrors[@]}"; do
    progress_while report_size "$apt_helper" -q -o "APT::Sandbox::User=$(id -un)" download-file "$mirror/pool/main/$path" "$file" "SHA256:$sha256" && return
  done
  return 1
}

# Reports how much of the file that fetch is at has come.
report_size() {
  local have
  have=$(stat -c %s "$file" 2>/dev/null || echo 0)
  progress_report "$((have * 100 / bytes))% of $(((bytes + 999999) / 1000000)) MB  downloading $label"
}

# replace_vanished PACKAGE: looks what the archive has now, and takes it when that was asked for.
replace_vanished() {
  local package=$1 pin version path bytes sha256
  pin=$(newer_pin "$package") || true
  if [[ ! $pin ]]; then
    echo "$package could not be downloaded, and the archive has no other packaging of the pinned upstream version."
    echo "Pinned:"
    grep -P "\t\Q$package\E\t" "$setup_dir/pins.tsv"
    return 1
  fi
  IFS=$'\t' read -r _ _ version path bytes sha256 <<<"$pin"
  if [[ ! $accept_newer ]]; then
    echo "$package: the pinned file could not be downloaded; the archive now has $version."
    echo "To use that, run: bin/setup --accept-newer"
    echo "To pin it, add this line to libexec/setup/pins.tsv:"
    echo "$pin"
    return 1
  fi
  downloaded[$package]=$downloads/${path##*/} downloaded_version[$package]=$version
  fetch "$package" "$path" "${downloaded[$package]}" "$bytes" "$sha256"
  progress_note "$package: took $version in place of a pinned file that is gone"
}

# newer_pin PACKAGE: prints a pin of PACKAGE as the signed index of the archive describes it now, when its upstream version
# is the pinned one. The index is read with apt's own checks into a folder of our own; the machine's lists stay as they are.
newer_pin() {
  local package=$1 component pinned_version version='' uri='' bytes='' sha256='' suite lists
  IFS=$'\t' read -r component _ pinned_version _ < <(grep -P "\t\Q$package\E\t" "$setup_dir/pins.tsv" | tail -n 1)
  lists=$(mktemp -d)
  mkdir -p "$lists"/{lists,cache}/partial
  local -a private=(-o "Dir::Etc::sourcelist=$lists/sources.list" -o Dir::Etc::sourceparts=/dev/null
    -o "Dir::State::Lists=$lists/lists" -o "Dir::Cache=$lists/cache")
  for suite in trixie bookworm; do
    printf "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] %s $suite main\n" "${mirrors[@]}" >"$lists/sources.list"
    apt-get "${private[@]}" -q update >&2 || continue
    read -r uri _ bytes sha256 < <(apt-get "${private[@]}" -q download --print-uris "$package" 2>/dev/null | tr -d "'") || continue
    version=$(apt-cache "${private[@]}" show --no-all-versions "$package" | sed -n 's/^Version: //p')
    uri=${uri//%2b/+} uri=${uri//%7e/~}
    if [[ ${version%-*} == "${pinned_version%-*}" ]]; then
      printf '%s\t%s\t%s\t%s\t%s\t%s\n' "$component" "$package" "$version" "${uri#*/pool/main/}" "$bytes" "${sha256#SHA256:}"
      break
    fi
  done
  rm -rf "$lists"
}
