#include "object/symbol.hpp"

#include "object/find_keyword.hpp"
#include "object/fresh_names.hpp"

#include "memory/heap.hpp"
#include "object/equality.hpp"
#include "object/intern_table.hpp"
#include "object/sequence.hpp"
#include "object/static_type.hpp"

namespace jank::object {

namespace {

struct symbol_description {
  static constexpr kind what{kind::symbol};
  static constexpr std::uint32_t flags{flag_named | flag_ifn};
  static constexpr char const *name{"jank.runtime.symbol"};
  static object_ref call(object_ref self, object_ref coll) { return get(coll, self); }
  static object_ref call(object_ref self, object_ref coll, object_ref not_found) { return get(coll, self, not_found); }
};

struct keyword_description {
  static constexpr kind what{kind::keyword};
  static constexpr std::uint32_t flags{flag_named | flag_ifn};
  static constexpr char const *name{"jank.runtime.keyword"};
  static object_ref call(object_ref self, object_ref coll) { return get(coll, self); }
  static object_ref call(object_ref self, object_ref coll, object_ref not_found) { return get(coll, self, not_found); }
};

// A symbol, the keyword and the string of the same name hash differently.
constexpr std::uint32_t symbol_seed{0x73796d62};
constexpr std::uint32_t keyword_seed{0x6b657977};

constinit intern_table<string> strings;
constinit intern_table<keyword> keywords;

string *intern_part(std::string_view part) { return part.empty() ? nullptr : intern_string(part); }

std::uint32_t name_hash(std::uint32_t seed, string *ns, string *name) {
  return mix_hash(mix_hash(seed, ns ? string_hash(ns) : 0), string_hash(name)) | 1;
}

struct name_parts {
  std::string_view ns;
  std::string_view name;
};

name_parts split(std::string_view qualified) {
  auto const slash{qualified.find('/')};
  if(slash == std::string_view::npos || slash == 0 || slash + 1 == qualified.size()) { return {{}, qualified}; }
  return {qualified.substr(0, slash), qualified.substr(slash + 1)};
}

std::string qualified(string const *ns, string const *name) {
  std::string result;
  if(ns) { result.append(ns->view()).append("/"); }
  return result.append(name->view());
}

} // namespace

constinit string *(*find_fresh_name)(std::uint32_t hash, std::string_view name){};

string *intern_string(std::string_view bytes) {
  auto const hash{hash_bytes(bytes.data(), bytes.size()) | 1};
  auto const matches{[&](string const *s) { return s->view() == bytes; }};
  if(string *const known{strings.find(hash, matches)}; known != nullptr) { return known; }
  if(find_fresh_name != nullptr) {
    if(string *const fresh{find_fresh_name(hash, bytes)}; fresh != nullptr) { return fresh; }
  }
  return strings.find_or_add(hash, matches, [&] {
    auto *const made{make_string(bytes)};
    made->hash = hash;
    return made;
  });
}

symbol *make_symbol(std::string_view ns, std::string_view name) {
  auto *const interned_ns{intern_part(ns)};
  auto *const interned_name{intern_string(name)};
  return memory::make<symbol>(heap_object{&static_type<symbol_description>},
                              name_hash(symbol_seed, interned_ns, interned_name), interned_ns, interned_name, nil);
}

symbol *make_symbol(std::string_view qualified) {
  auto const [ns, name]{split(qualified)};
  return make_symbol(ns, name);
}

keyword *make_keyword(std::string_view ns, std::string_view name) {
  auto *const interned_ns{intern_part(ns)};
  auto *const interned_name{intern_string(name)};
  auto const hash{name_hash(keyword_seed, interned_ns, interned_name)};
  return keywords.find_or_add(
      hash, [&](keyword const *k) { return k->ns == interned_ns && k->name == interned_name; },
      [&] {
        return memory::make<keyword>(heap_object{&static_type<keyword_description>}, hash, interned_ns, interned_name);
      });
}

keyword *find_keyword(std::string_view ns, std::string_view name) {
  auto *const interned_ns{intern_part(ns)};
  auto *const interned_name{intern_string(name)};
  return keywords.find(name_hash(keyword_seed, interned_ns, interned_name),
                       [&](keyword const *k) { return k->ns == interned_ns && k->name == interned_name; });
}

keyword *make_keyword(std::string_view qualified) {
  auto const [ns, name]{split(qualified)};
  return make_keyword(ns, name);
}

bool same_symbol(symbol const *a, symbol const *b) { return a->ns == b->ns && a->name == b->name; }

std::string qualified_name(symbol const *s) { return qualified(s->ns, s->name); }
std::string qualified_name(keyword const *k) { return qualified(k->ns, k->name); }

} // namespace jank::object
