#include "session/sessions.hpp"

#include "host/host.hpp"
#include "memory/interruption.hpp"
#include "namespace/input.hpp"
#include "namespace/output.hpp"
#include "object/changes.hpp"
#include "object/collections.hpp"
#include "object/cut_text.hpp"
#include "object/sequence.hpp"
#include "object/string.hpp"
#include "session/answer.hpp"
#include "session/host.hpp"
#include "session/json.hpp"

#include <cstdlib>
#include <map>
#include <memory>

namespace jank::session {

using namespace object;

namespace {

// Vars that a session holds its own values of.
constexpr char const *session_vars[]{
    "*ns*",
    "*1",
    "*2",
    "*3",
    "*e",
    "*file*",
    "*print-length*",
    "*print-level*",
    "*print-meta*",
    "*print-dup*",
    "*print-readably*",
    "*print-namespace-maps*",
    "*assert*",
    "*read-eval*",
    "*data-readers*",
    "*default-data-reader-fn*",
    "*command-line-args*",
    "*math-context*",
    "*unchecked-math*",
    "*warn-on-reflection*",
};

constexpr std::size_t most_unsent{8192};       // bytes
constexpr std::size_t largest_output{1 << 20}; // of a message
constexpr double longest_wait{20};             // ms

// The collector looks into the nodes.
using session_table =
    std::map<std::string, session, std::less<>, memory::allocator<std::pair<std::string const, session>>>;

session_table &table() {
  static auto *const t{new session_table};
  return *t;
}
session *running{};

ns::var *core_var(char const *name) { return ns::find_var(ns::core_namespace(), make_symbol({}, name)); }

void take_output(std::uint32_t stream, std::string_view piece) {
  // Writers outlive their session when a program keeps them.
  for(auto &[name, s] : table()) {
    auto const *const own{&s};
    for(std::uint32_t i{}; i < 2; ++i) {
      if(stream != (static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(own)) | i)) { continue; }
      double const now{jank_host_now_ms()};
      if(s.unsent[0].empty() && s.unsent[1].empty()) { s.unsent_since = now; }
      // What was printed to the other stream came before.
      if(!s.unsent[1 - i].empty()) { flush_output(s, running != nullptr); }
      s.unsent[i] += piece;
      bool const full{s.unsent[i].size() > most_unsent || now - s.unsent_since > longest_wait};
      if(piece.empty() || full || running != &s) { flush_output(s, running != nullptr); }
      return;
    }
  }
}

std::string take_input() {
  if(running == nullptr) { return {}; }
  flush_output(*running, true);
  answer{running->name, running->request}.status({"need-input"}).send(true);
  std::unique_ptr<char, void (*)(void *)> const text{jank_session_stdin(running->name.c_str()), std::free};
  if(text != nullptr) { return text.get(); }
  memory::poll();
  return {};
}

object_ref input_of_sessions() {
  static object_ref const reader{ns::make_waiting_reader(take_input)};
  return reader;
}

object_ref first_bindings() {
  object_ref result{empty_map()};
  ns::name_space *const user{ns::intern_namespace("user")};
  for(char const *const name : session_vars) {
    ns::var *const v{core_var(name)};
    if(v == nullptr || !v->has(ns::var_dynamic)) { continue; }
    std::string_view const plain{name};
    bool const own{plain == "*1" || plain == "*2" || plain == "*3" || plain == "*e"};
    result = map_assoc(result, object_ref{v}, plain == "*ns*" ? object_ref{user} : own ? nil : v->value);
  }
  return result;
}

} // namespace

session &session_named(std::string_view name) {
  auto const known{table().find(name)};
  if(known != table().end()) { return known->second; }
  session &made{table()[std::string{name}]};
  made.name = name;
  made.bindings = first_bindings();
  auto const number{static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(&made))};
  for(std::uint32_t i{}; i < 2; ++i) { made.writers[i] = ns::make_streaming_writer(take_output, number | i); }
  return made;
}

void end_session(std::string_view name) {
  auto const known{table().find(name)};
  if(known != table().end() && running != &known->second) { table().erase(known); }
}

void clone_session(std::string_view from, std::string_view name) {
  object_ref const bindings{session_named(from).bindings};
  session_named(name).bindings = bindings;
}

bool move_session(session &s, std::string_view ns) {
  ns::name_space *const found{ns::find_namespace(make_symbol({}, ns))};
  if(found != nullptr) { s.bindings = map_assoc(s.bindings, object_ref{core_var("*ns*")}, object_ref{found}); }
  return found != nullptr;
}

std::string namespace_of(session const &s) {
  return qualified_name(cast<ns::name_space>(map_get(s.bindings, object_ref{core_var("*ns*")}))->name);
}

session *running_session() { return running; }

session_scope::session_scope(session &of, ns::name_space *ns, std::string_view file)
    : of_{of}, before_{running}, own_namespace_{ns == nullptr}, depth_{ns::binding_depth()} {
  object_ref bindings{of.bindings};
  if(ns != nullptr) { bindings = map_assoc(bindings, object_ref{core_var("*ns*")}, object_ref{ns}); }
  if(!file.empty()) { bindings = map_assoc(bindings, object_ref{core_var("*file*")}, object_ref{make_string(file)}); }
  bindings = map_assoc(bindings, object_ref{core_var("*out*")}, of.writers[0]);
  bindings = map_assoc(bindings, object_ref{core_var("*err*")}, of.writers[1]);
  bindings = map_assoc(bindings, object_ref{core_var("*in*")}, input_of_sessions());
  ns::push_bindings(bindings);
  running = &of;
}

session_scope::~session_scope() {
  ns::pop_bindings_to(depth_);
  running = before_;
}

void session_scope::keep() {
  object_ref kept{of_.bindings};
  for_each(of_.bindings, [&](object_ref entry) {
    auto *const v{cast<ns::var>(vector_nth(entry, 0))};
    std::string_view const name{v->name->name->view()};
    if(name == "*file*" || (name == "*ns*" && !own_namespace_)) { return; }
    if(v->value == vector_nth(entry, 1)) { return; }
    kept = map_assoc(kept, object_ref{v}, v->value);
    // Where a session is decides what its next request means.
    if(name == "*ns*") { ++changes; }
  });
  of_.bindings = kept;
}

void session_scope::remember(object_ref value) {
  ns::set_value(core_var("*3"), core_var("*2")->value);
  ns::set_value(core_var("*2"), core_var("*1")->value);
  ns::set_value(core_var("*1"), value);
}

void session_scope::remember_error(object_ref thrown) { ns::set_value(core_var("*e"), thrown); }

void flush_output(session &s, bool busy) {
  constexpr char const *names[]{"out", "err"};
  for(int i{}; i < 2; ++i) {
    if(s.unsent[i].empty()) { continue; }
    std::string const text{std::move(s.unsent[i])};
    s.unsent[i].clear();
    for(std::string_view rest{text}; !rest.empty();) {
      std::string_view const piece{cut_text(rest, largest_output)};
      answer{s.name, s.request}.text(names[i], piece).send(busy);
      rest.remove_prefix(piece.size());
    }
  }
}

void flush_waiting_output() {
  if(running == nullptr || (running->unsent[0].empty() && running->unsent[1].empty())) { return; }
  if(jank_host_now_ms() - running->unsent_since > longest_wait) { flush_output(*running, true); }
}

} // namespace jank::session
