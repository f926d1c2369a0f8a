#include "unit/trace.hpp"

#include "host/host.hpp"
#include "memory/heap.hpp"
#include "object/collections.hpp"
#include "object/error_trace.hpp"
#include "object/list.hpp"
#include "object/number.hpp"
#include "object/sequence.hpp"
#include "object/string.hpp"
#include "object/symbol.hpp"
#include "unit/line_table.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <map>
#include <memory>
#include <optional>
#include <unordered_map>

namespace jank::unit {

using namespace object;

namespace {

// A call as the engine noted it.
struct raw_call {
  std::string_view name;
  std::string_view url;
  std::uint32_t index;
  std::uint32_t offset;
};

struct raw_trace {
  std::unique_ptr<char, void (*)(void *)> text{nullptr, std::free};
  std::vector<raw_call> calls;
};

// A unit that stays, and where its code is; known when its probe has been called.
struct placed_unit {
  unit *of{};
  bool placed{};
  std::string url;
  std::int64_t moved_by{}; // offset in the module - offset in the line table
  line_table lines;
};

struct named_function {
  std::string name;
  std::string file;
  code_position at;
  bool is_try_body{};
};

struct known_code {
  std::vector<unit *> placeable; // units with a probe, in the order of `placed`; not kept alive
  std::vector<unit *, memory::allocator<unit *>> staying;
  // By the name of their module, in the order of their code; not kept alive.
  std::map<std::string, std::vector<unit *>, std::less<>> direct;
  std::vector<placed_unit> placed;
  std::string main_url;
  std::unordered_map<std::uint32_t, named_function> by_index; // of the image's own module
  bool natives_known{};
  bool moved{}; // the image was optimised after linking: the host may know positions
};
known_code &known() {
  static auto *const k{new known_code};
  return *k;
}

bool in_probe{};
raw_trace *probe_result{};

#ifdef __EMSCRIPTEN__
std::uint32_t number_in(std::string_view text) {
  std::uint32_t n{};
  std::from_chars(text.data(), text.data() + text.size(), n);
  return n;
}

void split_line(std::string_view line, std::string_view (&fields)[4]) {
  for(std::string_view &f : fields) {
    f = line.substr(0, line.find('\t'));
    line.remove_prefix(std::min(f.size() + 1, line.size()));
  }
}

raw_trace read_raw(std::int32_t trace) {
  raw_trace t;
  t.text.reset(jank_host_trace_text(trace));
  if(t.text == nullptr) { return t; }
  std::string_view rest{t.text.get()};
  while(!rest.empty()) {
    std::string_view line{rest.substr(0, rest.find('\n'))};
    rest.remove_prefix(line.size() + 1);
    std::string_view fields[4];
    split_line(line, fields);
    t.calls.push_back({fields[0], fields[1], number_in(fields[2]), number_in(fields[3])});
  }
  return t;
}

// Where an optimised image came to have code of a function: the function that it was written in, wherever it is now.
named_function moved_code(raw_call const &c) {
  std::unique_ptr<char, void (*)(void *)> const text{jank_host_position(c.offset), std::free};
  if(text == nullptr) { return {}; }
  std::string_view fields[4];
  split_line(text.get(), fields);
  constexpr std::string_view try_body{" (try)"};
  bool const is_try_body{fields[0].ends_with(try_body)};
  if(is_try_body) { fields[0].remove_suffix(try_body.size()); }
  return {std::string{fields[0]}, std::string{fields[1]}, {number_in(fields[2]), number_in(fields[3])}, is_try_body};
}
std::int32_t function_index(std::uintptr_t slot) { return jank_host_function_index(static_cast<std::uint32_t>(slot)); }
std::int32_t capture() { return jank_host_capture_trace(); }
void release(std::int32_t trace) { jank_host_release_trace(trace); }
#else
raw_trace read_raw(std::int32_t) { return {}; }
named_function moved_code(raw_call const &) { return {}; }
std::int32_t function_index(std::uintptr_t) { return -1; }
std::int32_t capture() { return 0; }
void release(std::int32_t) {}
#endif

std::uintptr_t slot_of(entry e) { return reinterpret_cast<std::uintptr_t>(e); }

// "user/ggg#2" -> "user/ggg"
std::string_view without_arity(std::string_view name) {
  std::size_t const at{name.rfind('#')};
  bool const arity{at != std::string_view::npos && at + 1 < name.size() &&
                   name.find_first_not_of("0123456789", at + 1) == std::string_view::npos};
  return arity ? name.substr(0, at) : name;
}

// Names of a unit's code functions, by index. Types were made in the order of the description, so codes are told by their slots.
std::map<std::uintptr_t, std::string_view> names_by_slot(unit const &u) {
  std::map<std::uintptr_t, std::string_view> names;
  for(std::uint32_t i{}; i < u.type_count; ++i) {
    function_type const &t{*u.types[i]};
    for(int n{}; n <= max_arity; ++n) {
      if((t.fixed_arities >> n & 1u) != 0) { names.emplace(slot_of(t.entries[n]), t.name); }
    }
    if(t.variadic_required >= 0) { names.emplace(slot_of(t.variadic), t.name); }
  }
  return names;
}

std::uintptr_t slot_at(unit const &u, std::uint32_t code) {
  return u.code_slots != nullptr ? slot_of(u.code_slots[code]) : u.first_slot + code;
}

std::string name_of(unit const &u, table_function const &f) {
  if(f.code == table_function::no_code) { return std::string{f.name}; }
  auto const names{names_by_slot(u)};
  auto const found{names.find(slot_at(u, f.code))};
  if(found != names.end()) { return std::string{found->second}; }
  // No function object has it: the form itself. A unit of several forms joins them in a function that is nowhere in the source.
  std::string_view const unit_name{cast<string>(u.name)->view()};
  return f.at.line == 0 ? std::string{} : std::string{unit_name.substr(0, unit_name.find(':'))} + "/top-level";
}

line_table table_of(unit const &u) {
  if(u.lines_size == 0) { return {}; }
  return read_line_table({u.lines, u.lines_size});
}

// Calls the probe of a unit, which notes the calls: itself, and the function of the image that it called.
void place(placed_unit &p) {
  p.placed = true;
  p.lines = table_of(*p.of);
  if(!p.lines.has_offsets) {
    known().moved = true;
    for(table_function const &f : p.lines.functions) {
      if(f.code == table_function::no_code) { continue; }
      std::int32_t const index{function_index(slot_at(*p.of, f.code))};
      std::string name{name_of(*p.of, f)};
      if(index >= 0 && !name.empty()) {
        known().by_index.try_emplace(static_cast<std::uint32_t>(index),
                                     named_function{std::move(name), std::string{f.file}, f.at, f.is_try_body});
      }
    }
    return;
  }
  if(p.lines.probe_code == table_function::no_code) { return; }
  raw_trace seen;
  probe_result = &seen;
  reinterpret_cast<object_ref (*)(object_ref)>(slot_at(*p.of, p.lines.probe_code))(nil);
  probe_result = nullptr;
  if(seen.calls.size() < 2) { return; }
  known().main_url = seen.calls[0].url;
  // The calls that C++ makes may have left frames of their own before the probe's.
  raw_call const *own{};
  auto const probe_index{function_index(slot_at(*p.of, p.lines.probe_code))};
  for(raw_call const &c : seen.calls) {
    if(static_cast<std::int64_t>(c.index) == probe_index && own == nullptr && &c != &seen.calls[0]) { own = &c; }
  }
  if(own == nullptr) { return; }
  p.url = own->url;
  p.moved_by = static_cast<std::int64_t>(own->offset) - p.lines.probe_offset;
}

void know_natives() {
  known_code &k{known()};
  if(k.natives_known) { return; }
  k.natives_known = true;
  for_each(ns::all_namespaces(), [&k](object_ref space) {
    auto const *const own{cast<ns::name_space>(space)};
    for_each(own->mappings, [&](object_ref mapping) {
      object_ref const mapped{vector_nth(mapping, 1)};
      if(!is<ns::var>(mapped) || cast<ns::var>(mapped)->ns != own || !is<function>(cast<ns::var>(mapped)->root)) {
        return;
      }
      auto const &t{*cast<function>(cast<ns::var>(mapped)->root)->function_type_of()};
      if(!t.unit.is_nil()) { return; }
      auto const add{[&](entry e) {
        std::int32_t const index{function_index(slot_of(e))};
        if(index >= 0) { k.by_index.try_emplace(static_cast<std::uint32_t>(index), named_function{t.name, {}, {}}); }
      }};
      for(int n{}; n <= max_arity; ++n) {
        if((t.fixed_arities >> n & 1u) != 0) { add(t.entries[n]); }
      }
      if(t.variadic_required >= 0) { add(t.variadic); }
    });
  });
}

void know_all() {
  known_code &k{known()};
  while(k.placed.size() < k.placeable.size()) {
    unit *const next{k.placeable[k.placed.size()]};
    k.placed.emplace_back().of = next;
  }
  for(placed_unit &p : k.placed) {
    if(!p.placed) { place(p); }
  }
  know_natives();
}

named_function found_in(unit const &u, line_table const &lines, std::int64_t offset) {
  table_function const *const f{offset < 0 ? nullptr : lines.function_at(static_cast<std::uint32_t>(offset))};
  if(f == nullptr) { return {}; }
  return {name_of(u, *f), std::string{f->file}, position_at(*f, static_cast<std::uint32_t>(offset)), f->is_try_body};
}

// "wasm://wasm/user:17-1a2b3c4d" -> "user:17"
std::string_view module_name(std::string_view url) {
  constexpr std::string_view start{"wasm://wasm/"};
  std::size_t const dash{url.rfind('-')};
  if(!url.starts_with(start) || dash == std::string_view::npos || dash < start.size()) { return {}; }
  return url.substr(start.size(), dash - start.size());
}

// Nothing in the name: no function of jank.
named_function look_up(raw_call const &c) {
  known_code &k{known()};
  std::string_view const module{module_name(c.url)};
  if(!module.empty() && c.url != k.main_url) {
    auto const direct{k.direct.find(module)};
    if(direct != k.direct.end()) {
      auto const &units{direct->second};
      auto const next{std::ranges::upper_bound(units, c.offset, {}, &unit::code_begin)};
      if(next != units.begin()) {
        unit const &u{**std::prev(next)};
        named_function found{found_in(u, table_of(u), static_cast<std::int64_t>(c.offset) - u.code_begin)};
        if(!found.name.empty()) { return found; }
      }
    }
    // The code of a form that is gone: the engine still knows what its function was called.
    std::string_view name{c.name};
    if(name.starts_with(module) && name.size() > module.size()) {
      return {std::string{without_arity(name.substr(module.size() + 1))}, {}, {}};
    }
  }
  for(placed_unit const &p : k.placed) {
    if(p.url != c.url) { continue; }
    named_function found{found_in(*p.of, p.lines, static_cast<std::int64_t>(c.offset) - p.moved_by)};
    if(!found.name.empty()) { return found; }
  }
  if(!k.main_url.empty() && c.url != k.main_url) { return {}; }
  auto const function{k.by_index.find(c.index)};
  return function == k.by_index.end() ? named_function{} : function->second;
}

// What makes and carries errors says nothing about them.
bool is_hidden(std::string_view name) {
  for(std::string_view const n : {"clojure.core/ex-info", "jank.error/guarded"}) {
    if(name == n) { return true; }
  }
  for(std::string_view const end : {"/init", "/probe", "/register"}) {
    if(name.ends_with(end) && name.find('/') == name.size() - end.size()) { return true; }
  }
  return false;
}

std::vector<frame> to_frames(raw_trace const &t) {
  std::vector<frame> frames;
  // A try body is a part of the function it stands in, which is the next but for what calls it.
  std::string skip;
  auto const add{[&](named_function f) {
    if(f.name.empty() || is_hidden(f.name)) { return; }
    bool const skipped{f.name == skip};
    skip = f.is_try_body ? f.name : std::string{};
    if(!skipped) { frames.push_back({std::move(f.name), std::move(f.file), f.at.line, f.at.column}); }
  }};
  for(raw_call const &c : t.calls) {
    named_function own{look_up(c)};
    named_function const written{known().moved ? moved_code(c) : named_function{}};
    add(written);
    // Where the optimiser laid one function into another, both are told.
    if(written.name != own.name) { add(std::move(own)); }
  }
  return frames;
}

object_ref to_symbol(std::string const &name) {
  std::size_t const slash{name.find('/')};
  if(slash == std::string::npos || slash == 0 || slash + 1 == name.size()) { return make_symbol({}, name); }
  return make_symbol(std::string_view{name}.substr(0, slash), std::string_view{name}.substr(slash + 1));
}

object_ref to_vector(std::vector<frame> const &frames) {
  std::vector<object_ref, memory::allocator<object_ref>> vectors;
  for(frame const &f : frames) {
    object_ref const items[]{to_symbol(f.function), f.file.empty() ? nil : object_ref{make_string(f.file)},
                             f.line == 0 ? nil : make_long(f.line), f.column == 0 ? nil : make_long(f.column)};
    vectors.push_back(make_vector(items, std::size(items)));
  }
  return make_vector(vectors.data(), vectors.size());
}

std::vector<frame> frames_in(object_ref vector) {
  std::vector<frame> frames;
  for_each(vector, [&](object_ref v) {
    auto const number{[&](std::size_t i) {
      object_ref const n{vector_nth(v, i)};
      return n.is_nil() ? 0u : static_cast<std::uint32_t>(to_long(n));
    }};
    object_ref const file{vector_nth(v, 1)};
    frames.push_back({qualified_name(cast<symbol>(vector_nth(v, 0))),
                      file.is_nil() ? std::string{} : std::string{cast<string>(file)->view()}, number(2), number(3)});
  });
  return frames;
}

} // namespace

std::vector<frame> frames_of(std::int32_t trace) {
  if(trace == 0 || in_probe) { return {}; }
  in_probe = true;
  std::vector<frame> frames;
  try {
    know_all();
    frames = to_frames(read_raw(trace));
  } catch(...) {
    // A damaged table must not hide the error that is looked at.
  }
  in_probe = false;
  return frames;
}

object_ref trace_vector(object_ref e) {
  if(!is<error>(e)) { return nil; }
  auto *const with_trace{cast<error>(e)};
  if(with_trace->trace.is_fixnum()) {
    auto const frames{frames_of(with_trace->trace.as_fixnum())};
    settle_trace(with_trace, to_vector(frames));
  }
  return with_trace->trace;
}

std::vector<frame> frames_of_error(object_ref e) {
  object_ref const trace{trace_vector(e)};
  return trace.is_nil() ? std::vector<frame>{} : frames_in(trace);
}

std::vector<frame> frames_of(thrown_value const &t) {
  return is<error>(t.value) ? frames_of_error(t.value) : frames_of(t.trace);
}

void note_unit(unit *u) {
  known().staying.push_back(u);
  note_patch_unit(u);
}
void note_patch_unit(unit *u) { known().placeable.push_back(u); }
void forget_patch_unit(unit const *u) {
  known_code &k{known()};
  auto const at{std::find(k.placeable.begin(), k.placeable.end(), u) - k.placeable.begin()};
  if(static_cast<std::size_t>(at) < k.placed.size()) { k.placed.erase(k.placed.begin() + at); }
  if(static_cast<std::size_t>(at) < k.placeable.size()) { k.placeable.erase(k.placeable.begin() + at); }
}
void note_direct_module(std::span<unit *const> units) {
  known().direct[std::string{cast<string>(units.front()->module->name)->view()}].assign(units.begin(), units.end());
}
void forget_direct_unit(unit const *u) {
  auto const at{known().direct.find(cast<string>(u->module->name)->view())};
  if(at == known().direct.end()) { return; }
  std::erase(at->second, u);
  if(at->second.empty()) { known().direct.erase(at); }
}

object_ref make_error_of_fault(error_kind why, std::string_view message) {
  object_ref const e{make_error_of(why, message)};
#ifdef __EMSCRIPTEN__
  replace_trace(cast<error>(e), jank_host_fault_trace());
#endif
  return e;
}

void initialize_traces() {
  set_trace_source(capture);
  set_trace_release(release);
}

} // namespace jank::unit

// Called by the probes of units.
extern "C" __attribute__((used, visibility("default"))) void jank_trace_probe() {
  using namespace jank::unit;
  if(probe_result == nullptr) { return; }
  std::int32_t const calls{capture()};
  *probe_result = read_raw(calls);
  release(calls);
}
