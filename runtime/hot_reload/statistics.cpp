#include "hot_reload/statistics.hpp"

#include "host/host.hpp"
#include "hot_reload/direct_loader.hpp"
#include "hot_reload/history.hpp"
#include "hot_reload/json.hpp"
#include "hot_reload/registry.hpp"
#include "hot_reload/side_loader.hpp"
#include "hot_reload/value_writer.hpp"
#include "memory/heap.hpp"

#include <array>
#include <cmath>

namespace jank::hot_reload {

namespace {

std::array<histogram, stage_count> histograms;

// A writer takes key(name) and then begin(bracket) ... end(bracket), number(double) or text(string).

template <typename W> void put_histogram(W &out, histogram const &h) {
  out.begin('{');
  out.key("count").number(h.count());
  out.key("median").number(h.quantile(0.5));
  out.key("p99").number(h.quantile(0.99));
  out.key("max").number(h.largest());
  out.key("sum").number(h.sum());
  // Pairs of a bucket's upper bound and its count; buckets that are empty are left out.
  out.key("buckets").begin('[');
  for(std::size_t i{}; i < histogram::bucket_count; ++i) {
    if(h.in_bucket(i) != 0) { out.begin('[').number(histogram::bound(i)).number(h.in_bucket(i)).end(']'); }
  }
  out.end(']').end('}');
}

template <typename W> void put_generations(W &out) {
  out.key("generations").begin('{');
  out.key("current").number(current_generation());
  out.key("kept").number(static_cast<double>(generations().size()));
  out.key("undone").number(static_cast<double>(generations().size() - generations_in_force()));
  out.key("limit").number(history_limit());
  out.end('}');
}

template <typename W> void put_modules(W &out) {
  loader_counts const direct{direct_loader_counts()};
  out.key("forms").begin('{');
  out.key("live_modules").number(direct.modules);
  out.key("reclaimed_modules").number(direct.reclaimed);
  out.key("slots_in_use").number(direct.slots_in_use);
  out.key("slots_reserved").number(direct.slots_reserved);
  out.end('}');
  linker_counts const linker{dynamic_linker_counts()};
  out.key("dlopen").begin('{');
  out.key("modules").number(linker.modules);
  out.key("bytes").number(static_cast<double>(linker.bytes));
  out.key("slots").number(linker.slots);
  out.key("byte_limit").number(static_cast<double>(linker.byte_limit));
  out.key("slot_limit").number(linker.slot_limit);
  out.end('}');
}

template <typename W> void put_memory(W &out) {
  memory::statistics const m{memory::read_statistics()};
  out.key("memory").begin('{');
  out.key("heap_bytes").number(static_cast<double>(m.heap_bytes));
  out.key("live_bytes").number(static_cast<double>(m.live_bytes));
  out.key("allocated_bytes").number(static_cast<double>(m.bytes_allocated));
  out.key("collections").number(static_cast<double>(m.collections));
  out.end('}');
}

template <typename W> void put_loads(W &out) {
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
}

template <typename W> void put_statistics(W &out) {
  out.begin('{');
  load_counts const &counts{counts_of_loads()};
  out.key("loaded_modules").number(counts.loaded);
  out.key("registered_symbols").number(counts.bound);
  out.key("refused").number(counts.refused);
  put_generations(out);
  put_modules(out);
  put_memory(out);
  out.key("stages").begin('{');
  for(std::size_t i{}; i < stage_count; ++i) {
    out.key(stage_name(static_cast<stage>(i)));
    put_histogram(out, histograms[i]);
  }
  out.end('}');
  put_loads(out);
  out.end('}');
}

} // namespace

char const *stage_name(stage s) {
  constexpr char const *names[stage_count]{"read", "analyze", "emit", "send", "load", "run"};
  return names[static_cast<std::size_t>(s)];
}

void note_stage(stage s, double milliseconds) { histograms[static_cast<std::size_t>(s)].add(milliseconds); }

void note_stages(stage_times const &form) {
  note_stage(stage::analyze, form.analyze);
  note_stage(stage::emit, form.emit);
  note_stage(stage::run, form.run);
}

histogram const &stage_histogram(stage s) { return histograms[static_cast<std::size_t>(s)]; }

stage_watch::stage_watch() : last_{jank_host_now_ms()} {}

void stage_watch::lap(stage s) {
  double const now{jank_host_now_ms()};
  note_stage(s, now - last_);
  last_ = now;
}

std::string statistics_json() {
  json_writer out;
  put_statistics(out);
  return out.take();
}

object::object_ref statistics_map() {
  value_writer out;
  put_statistics(out);
  return out.take();
}

} // namespace jank::hot_reload
