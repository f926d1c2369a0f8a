#include "http/file_cache.hpp"

#include <cstdio>
#include <fstream>
#include <sstream>
#include <sys/stat.h>

namespace jank::server {

namespace {

constexpr std::size_t worth_compressing{1024};

} // namespace

std::optional<std::string> read_file(std::filesystem::path const &path) {
  std::ifstream in{path, std::ios::binary};
  if(!in) { return {}; }
  std::ostringstream bytes;
  bytes << in.rdbuf();
  if(in.bad()) { return {}; }
  return std::move(bytes).str();
}

std::string file_cache::tag_of(std::filesystem::path const &path) {
  struct stat about{};
  if(stat(path.c_str(), &about) != 0) { return {}; }
  char text[64];
  std::snprintf(text, sizeof text, "%llx-%llx%08lx", static_cast<unsigned long long>(about.st_size),
                static_cast<unsigned long long>(about.st_mtim.tv_sec), about.st_mtim.tv_nsec);
  return text;
}

bool file_cache::holds(std::filesystem::path const &path, encoding e) {
  std::string const tag{tag_of(path)};
  std::scoped_lock const lock{mutex};
  auto const found{entries.find(path)};
  return found != entries.end() && found->second.tag == tag && found->second.forms[static_cast<std::size_t>(e)];
}

std::optional<stored_file> file_cache::get(std::filesystem::path const &path, encoding &e) {
  std::string const tag{tag_of(path)};
  if(tag.empty()) { return {}; }
  shared_bytes plain;
  {
    std::scoped_lock const lock{mutex};
    entry &known{entries[path]};
    if(known.tag != tag) { known = {tag, {}}; }
    if(shared_bytes const &form{known.forms[static_cast<std::size_t>(e)]}) {
      // The plain one also stands for a compressed one that would be no smaller.
      if(form == known.forms[0]) { e = encoding::identity; }
      return stored_file{form, tag};
    }
    plain = known.forms[0];
  }
  if(plain == nullptr) {
    std::optional<std::string> bytes{read_file(path)};
    if(!bytes) { return {}; }
    plain = std::make_shared<std::string const>(std::move(*bytes));
  }
  shared_bytes form{plain};
  encoding const asked{e};
  if(e != encoding::identity && plain->size() >= worth_compressing) {
    std::string packed{compress(e, *plain)};
    if(packed.size() < plain->size()) { form = std::make_shared<std::string const>(std::move(packed)); }
  }
  if(form == plain) { e = encoding::identity; }
  std::scoped_lock const lock{mutex};
  entry &known{entries[path]};
  if(known.tag == tag) {
    known.forms[0] = plain;
    known.forms[static_cast<std::size_t>(asked)] = form;
  }
  return stored_file{std::move(form), tag};
}

} // namespace jank::server
