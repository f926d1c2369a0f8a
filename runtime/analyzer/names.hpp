#pragma once

// The names the analyzer compares with. The parts of symbols are interned strings, so a comparison is one of addresses.
// Made once, kept in static data, and thereby roots of the collector.

#include "object/symbol.hpp"

namespace jank::analyzer {

struct well_known_names {
  object::string *ampersand{object::intern_string("&")};
  object::string *catch_{object::intern_string("catch")};
  object::string *finally{object::intern_string("finally")};
  object::string *fn{object::intern_string("fn*")};
  object::string *long_{object::intern_string("long")};
  object::string *double_{object::intern_string("double")};
  object::string *cpp{object::intern_string("cpp")};

  object::keyword *arglists{object::make_keyword("arglists")};
  object::keyword *column{object::make_keyword("column")};
  object::keyword *default_{object::make_keyword("default")};
  object::keyword *doc{object::make_keyword("doc")};
  object::keyword *file{object::make_keyword("file")};
  object::keyword *line{object::make_keyword("line")};
  object::keyword *no_inline{object::make_keyword("no-inline")};
  object::keyword *once{object::make_keyword("once")};
  object::keyword *tag{object::make_keyword("tag")};

  object::symbol *with_meta{object::make_symbol("with-meta")};
};

inline well_known_names const &names() {
  static well_known_names const made;
  return made;
}

} // namespace jank::analyzer
