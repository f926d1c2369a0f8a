#include "object/fresh_names.hpp"

#include "memory/heap.hpp"
#include "object/equality.hpp"

#include <unordered_map>

namespace jank::object {

namespace {

struct fresh_name {
  word hidden; // the string's address, which the collector does not see here
  bool found;  // somebody may have it from here since it was last known to be in use
};

// By hash.
std::unordered_multimap<std::uint32_t, fresh_name> &all() {
  static auto *const names{new std::unordered_multimap<std::uint32_t, fresh_name>};
  return *names;
}

string *string_of(fresh_name const &n) { return static_cast<string *>(object_ref{n.hidden}.as_heap()); }

void forget(void *object, void *) {
  auto *const gone{static_cast<string *>(object)};
  auto const [first, last]{all().equal_range(gone->hash)};
  for(auto at{first}; at != last; ++at) {
    if(string_of(at->second) != gone) { continue; }
    if(at->second.found) {
      // It was found between the end of the collection and now, or long ago: the next collection tells.
      at->second.found = false;
      memory::on_unreachable(gone, forget, nullptr);
    } else {
      all().erase(at);
    }
    return;
  }
}

string *find(std::uint32_t hash, std::string_view name) {
  auto const [first, last]{all().equal_range(hash)};
  for(auto at{first}; at != last; ++at) {
    if(string_of(at->second)->view() != name) { continue; }
    at->second.found = true;
    return string_of(at->second);
  }
  return nullptr;
}

} // namespace

symbol *make_fresh_symbol(std::string_view name) {
  find_fresh_name = find;
  auto *const made{make_string(name)};
  made->hash = hash_bytes(name.data(), name.size()) | 1;
  auto const at{all().insert({made->hash, {object_ref{made}.bits, false}})};
  memory::on_unreachable(made, forget, nullptr);
  symbol *const s{make_symbol({}, name)}; // which finds it
  at->second.found = false;
  return s;
}

} // namespace jank::object
