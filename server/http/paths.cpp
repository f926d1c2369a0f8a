#include "http/paths.hpp"

#include <algorithm>

namespace jank::server {

namespace fs = std::filesystem;

namespace {

int hex_digit(char c) {
  if(c >= '0' && c <= '9') { return c - '0'; }
  if(c >= 'a' && c <= 'f') { return c - 'a' + 10; }
  if(c >= 'A' && c <= 'F') { return c - 'A' + 10; }
  return -1;
}

bool plain(std::string_view path) {
  while(true) {
    std::size_t const slash{path.find('/')};
    std::string_view const part{path.substr(0, slash)};
    if(part.empty() || part.front() == '.' || part.find('\\') != part.npos) { return false; }
    if(slash == path.npos) { return true; }
    path.remove_prefix(slash + 1);
  }
}

bool is_below(fs::path const &folder, fs::path const &file) {
  auto const [end, rest]{std::ranges::mismatch(folder, file)};
  return end == folder.end() && rest != file.end();
}

} // namespace

std::optional<std::string> decode_url(std::string_view text) {
  std::string decoded;
  for(std::size_t i{}; i < text.size(); ++i) {
    char c{text[i]};
    if(c == '%') {
      int const high{i + 1 < text.size() ? hex_digit(text[i + 1]) : -1};
      int const low{i + 2 < text.size() ? hex_digit(text[i + 2]) : -1};
      if(high < 0 || low < 0) { return {}; }
      c = static_cast<char>(high * 16 + low);
      i += 2;
    }
    if(c == '\0') { return {}; }
    decoded += c;
  }
  return decoded;
}

std::optional<std::string> query_value(std::string_view query, std::string_view name) {
  while(!query.empty()) {
    std::size_t const end{std::min(query.find('&'), query.size())};
    std::string_view const pair{query.substr(0, end)};
    query.remove_prefix(std::min(end + 1, query.size()));
    std::size_t const equals{pair.find('=')};
    if(pair.substr(0, equals) != name) { continue; }
    return equals == pair.npos ? std::string{} : decode_url(pair.substr(equals + 1));
  }
  return {};
}

std::optional<fs::path> find_below(std::vector<fs::path> const &folders, std::string_view path) {
  if(!plain(path)) { return {}; }
  for(fs::path const &folder : folders) {
    std::error_code error;
    fs::path const real_folder{fs::canonical(folder, error)};
    if(error) { continue; }
    fs::path const file{fs::canonical(real_folder / path, error)};
    if(!error && is_below(real_folder, file) && fs::is_regular_file(file, error)) { return file; }
  }
  return {};
}

} // namespace jank::server
