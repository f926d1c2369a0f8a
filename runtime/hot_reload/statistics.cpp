// The registry's numbers as JSON.

#include "hot_reload/direct_loader.hpp"
#include "hot_reload/json.hpp"
#include "hot_reload/registry.hpp"
#include "memory/heap.hpp"

namespace jank::hot_reload {

std::string statistics_json() {
  memory::statistics const m{memory::read_statistics()};
  loader_counts const c{direct_loader_counts()};
  json_writer out;
  out.begin('{');
  out.key("loaded_modules").number(static_cast<double>(loads().size()));
  std::size_t bound{};
  for(load_record const &r : loads()) { bound += r.bound.size(); }
  out.key("registered_symbols").number(static_cast<double>(bound));
  out.key("refused").number(refused_loads());
  out.key("forms").begin('{');
  out.key("live_modules").number(c.modules);
  out.key("slots_in_use").number(c.slots_in_use);
  out.key("slots_reserved").number(c.slots_reserved);
  out.end('}');
  out.key("memory").begin('{');
  out.key("heap_bytes").number(static_cast<double>(m.heap_bytes));
  out.key("live_bytes").number(static_cast<double>(m.live_bytes));
  out.key("allocated_bytes").number(static_cast<double>(m.bytes_allocated));
  out.key("collections").number(static_cast<double>(m.collections));
  out.end('}');
  out.key("loads").begin('[');
  for(load_record const &r : loads()) {
    out.begin('{');
    out.key("number").number(r.number);
    out.key("path").text(r.path);
    out.key("kind").text(r.kind);
    out.key("through").text(r.through);
    out.key("bytes").number(r.bytes);
    out.key("milliseconds").number(r.milliseconds);
    out.key("bound").begin('[');
    for(std::string const &name : r.bound) { out.text(name); }
    out.end(']');
    out.end('}');
  }
  out.end(']');
  out.end('}');
  return out.take();
}

} // namespace jank::hot_reload
