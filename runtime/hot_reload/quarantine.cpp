#include "hot_reload/quarantine.hpp"

#include "hot_reload/evaluate.hpp"
#include "hot_reload/json.hpp"
#include "hot_reload/report.hpp"
#include "hot_reload/value_writer.hpp"
#include "namespace/namespace.hpp"
#include "object/call.hpp"
#include "object/static_type.hpp"
#include "unit/guard.hpp"

#include <algorithm>
#include <cstdio>
#include <new>

// library_quarantine.js: shows the host what happened, as JSON; whether it says to go back (1).
extern "C" std::int32_t jank_host_quarantined(char const *event);

namespace jank::hot_reload {

using namespace object;

namespace {

// Stands for a var's value in calls.
struct stub : heap_object {
  ns::var *of;
};

quarantine_mode mode{};
object_ref asked{nil}; // static data is a root of the collector
std::uint32_t on_probation{};
std::uint32_t in_event{};
// First calls that have not come back.
var_list &running() {
  static auto *const list{new var_list};
  return *list;
}

void begin_first_call(ns::var *v) {
  ns::set_value(v, v->value);
  running().push_back(v);
}

void end_first_call(ns::var *v) {
  auto const at{std::ranges::find(running(), v)};
  if(at != running().end()) { running().erase(at); }
}

struct stub_description {
  static constexpr kind what{kind::uncallable};
  static constexpr std::uint32_t flags{flag_ifn};
  static constexpr char const *name{"jank.runtime.function_on_probation"};

  template <typename... Args> static object_ref call(object_ref self, Args... args) {
    ns::var *const v{static_cast<stub *>(self.as_heap())->of};
    if(in_event == 0) { return call_rooted(v->value, args...); }
    memory::rooted<ns::var *> const held{v};
    begin_first_call(v);
    object_ref const result{call_rooted(v->value, args...)};
    end_first_call(held);
    return result;
  }
};

bool is_stub(heap_object const *o) { return o->type == &static_type<stub_description>; }

generation const *probationer() {
  std::size_t const in_force{generations_in_force()};
  if(on_probation == 0 || in_force == 0) { return nullptr; }
  generation const &g{generations()[in_force - 1]};
  return g.number == on_probation ? &g : nullptr;
}

template <typename W> void put_event(W &out, generation const &g, std::string const &error, var_list const &failed) {
  out.begin('{');
  out.key("generation").number(g.number);
  out.key("kind").text(load_kind_name(g.what.kind));
  out.key("source").text(g.what.source);
  out.key("line").number(g.what.at.line);
  out.key("mode").text(mode == quarantine_mode::ask ? "ask" : "auto");
  out.key("error").text(error);
  out.key("failed").begin('[');
  for(ns::var *const v : failed) { out.text(ns::qualified_name(v)); }
  out.end(']').end('}');
}

bool ask_function(generation const &g, std::string const &error, var_list const &failed) {
  if(asked.is_nil()) { return false; }
  value_writer out;
  put_event(out, g, error, failed);
  memory::rooted<object_ref> const event{out.take()};
  bool yes{};
  try {
    unit::guarded([&] { yes = call_rooted(asked, event.get()).truthy(); });
  } catch(...) { report_error("the function that quarantine asks threw", std::current_exception()); }
  return yes;
}

bool ask_host(generation const &g, std::string const &error, var_list const &failed) {
  json_writer out;
  put_event(out, g, error, failed);
  return jank_host_quarantined(out.take().c_str()) != 0;
}

std::string place_of(generation const &g) {
  std::string text{std::string{load_kind_name(g.what.kind)} + " " + g.what.source};
  if(g.what.at.known()) { text += ":" + std::to_string(g.what.at.line) + ":" + std::to_string(g.what.at.column); }
  return text;
}

std::string names_of(var_list const &vars) {
  std::string names;
  for(ns::var *const v : vars) { names += (names.empty() ? "#'" : ", #'") + ns::qualified_name(v); }
  return names;
}

void tell(generation const &g, var_list const &failed, bool goes_back) {
  std::string const names{names_of(failed)};
  std::fprintf(stderr, "quarantine: %s failed in its first call from the event loop since generation %u (%s); %s\n",
               names.c_str(), g.number, place_of(g).c_str(),
               goes_back ? "it is undone" : "(jank.hot/undo!) goes back to the one before");
}

object_ref function_before(generation const &g, object_ref called) {
  for(var_change const &c : g.made.vars) {
    if(c.root_after == called) { return is(c.root_before, kind::unbound) ? nil : c.root_before; }
  }
  return called;
}

std::string text_of(std::exception_ptr e) {
  try {
    return describe_exception(e);
  } catch(...) { return "an error that cannot be printed"; }
}

} // namespace

quarantine_mode current_quarantine_mode() { return mode; }

void set_quarantine(quarantine_mode next, object_ref callback) {
  mode = next;
  asked = callback;
  if(mode == quarantine_mode::off) { end_probation(); }
}

void put_on_probation(generation const &g) {
  end_probation();
  if(mode == quarantine_mode::off) { return; }
  on_probation = g.number;
  for(var_change const &c : g.made.vars) {
    ns::var *const v{c.of};
    if(c.root_before == c.root_after || !has_flag(v->value, flag_ifn) || v->has(ns::var_macro)) { continue; }
    try {
      v->callable = memory::make<stub>(heap_object{&static_type<stub_description>}, v);
    } catch(std::bad_alloc const &) { return; } // the generation stands, without probation
  }
}

void end_probation() {
  generation const *const g{probationer()};
  on_probation = 0;
  if(g == nullptr) { return; }
  for(var_change const &c : g->made.vars) {
    if(is_stub(c.of->callable)) { ns::set_value(c.of, c.of->value); }
  }
}

void event_begins() {
  running().clear();
  ++in_event;
}

void event_ends() {
  in_event = 0;
  running().clear();
}

event_outcome event_failed(std::exception_ptr e, object_ref called) {
  in_event = 0;
  memory::rooted<object_ref> const held{called};
  var_list const failed{std::move(running())};
  running().clear();
  generation const *g{probationer()};
  if(mode == quarantine_mode::off || g == nullptr || failed.empty()) { return {}; }
  std::string const error{text_of(e)};
  // Whoever is asked may move the history.
  std::uint32_t const number{g->number};
  bool const host_agrees{ask_host(*g, error, failed)};
  bool const function_agrees{ask_function(*g, error, failed)};
  g = probationer();
  if(g == nullptr || g->number != number) { return {true, nil}; }
  bool const goes_back{mode == quarantine_mode::automatic || host_agrees || function_agrees};
  tell(*g, failed, goes_back);
  if(!goes_back) { return {true, nil}; }
  memory::rooted<object_ref> const again{function_before(*g, held)};
  undo();
  return {true, again};
}

} // namespace jank::hot_reload
