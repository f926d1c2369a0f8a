#pragma once

// Symbols and keywords. A keyword is interned: one object for each namespace and name, compared by identity. Symbols are not
// (each may carry its own metadata), but their parts are interned strings, so that comparing two is comparing two pairs of pointers.

#include "object/string.hpp"

namespace jank::object {

struct symbol : heap_object {
  static constexpr kind object_kind{kind::symbol};
  std::uint32_t hash; // odd, always computed
  string *ns;         // interned, or null
  string *name;       // interned
  object_ref meta;
};

struct keyword : heap_object {
  static constexpr kind object_kind{kind::keyword};
  std::uint32_t hash; // odd, always computed
  string *ns;         // interned, or null
  string *name;       // interned
};

// The one string object with these bytes. Interned strings and keywords live as long as the image.
string *intern_string(std::string_view bytes);

symbol *make_symbol(std::string_view ns, std::string_view name); // an empty ns: none
symbol *make_symbol(std::string_view qualified);                 // splits at the first '/' (but "/" is a name)
keyword *make_keyword(std::string_view ns, std::string_view name);
keyword *make_keyword(std::string_view qualified);  // without the colon
bool same_symbol(symbol const *a, symbol const *b); // same namespace and name

// The name with its namespace: "ns/name" or "name".
std::string qualified_name(symbol const *s);
std::string qualified_name(keyword const *k);

} // namespace jank::object
