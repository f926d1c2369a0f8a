#include "analyzer/analyzer.hpp"

#include "analyzer/context.hpp"
#include "analyzer/inference.hpp"
#include "object/symbol.hpp"

namespace jank::analyzer {

std::unique_ptr<tree> analyze(object_ref form, reader::position_table const &positions,
                              reader::source_text const &source) {
  auto made{std::make_unique<tree>()};
  context c{*made, positions, source, ns::current_namespace()};
  c.path = object::qualified_name(c.home->name);
  made->root = analyze_form(c, form, tail::yes);
  infer(*made);
  return made;
}

} // namespace jank::analyzer
