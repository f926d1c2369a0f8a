# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154  # the parts share variables; they are checked together with bin/setup
#
# What the machine itself has: an emscripten on PATH, the right to install, Debian mirrors.

least_emscripten=3.1.69

version_at_least() { [[ $(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1) == "$2" ]]; }

# Sets found_emcc and found_emcc_version to the first emcc on PATH that is not ours; fails when there is none.
find_emcc_on_path() {
  local candidate
  found_emcc='' found_emcc_version=''
  while read -r candidate; do
    [[ $candidate == "$cache_root"/* ]] && continue
    found_emcc=$candidate
    found_emcc_version=$("$candidate" --version 2>/dev/null | head -n 1 | grep -oE '[0-9]+\.[0-9]+\.[0-9]+' | head -n 1) || true
    return
  done < <(type -aP emcc)
  return 1
}

# Whether the private emscripten is to be used.
emscripten_wanted() {
  [[ ${JANK_SETUP_EMSCRIPTEN:-} == private ]] && return
  find_emcc_on_path || return 0
  ! version_at_least "${found_emcc_version:-0}" "$least_emscripten"
}

# Sets as_root to the words that run a command as root, and ends the program when there is no way to install something.
require_installer() {
  as_root=()
  if ! command -v apt-get >/dev/null; then
    printf 'setup: this is not a Debian system, so install these yourself:\n' >&2
    list_missing_packages >&2
    if emscripten_wanted; then printf '  emscripten, %s or newer\n' "$least_emscripten" >&2; fi
    exit 1
  fi
  ((${#missing_packages[@]} && EUID)) || return 0
  if ! command -v sudo >/dev/null; then
    printf 'setup: neither root nor sudo; have these packages installed, then run this again:\n' >&2
    printf '  apt-get install --no-install-recommends %s\n' "${missing_packages[*]}" >&2
    exit 1
  fi
  # Asks for the password now: during a step there is no terminal to ask on.
  [[ -t 0 ]] && sudo -v
  as_root=(sudo -n)
}

# The base addresses of the Debian archive that the machine's own apt uses, one a line.
debian_mirrors() {
  local codename
  # shellcheck source=/dev/null  # a file of the system
  codename=$(source /etc/os-release && printf '%s' "${VERSION_CODENAME:-}")
  # shellcheck disable=SC2016  # the dollars are apt's
  apt-get indextargets --format '$(REPO_URI) $(CODENAME) $(RELEASE)' 'Created-By: Packages' |
    awk -v codename="$codename" '$2 == codename || $3 == codename { sub("/$", "", $1); if (!seen[$1]++) print $1 }'
}
