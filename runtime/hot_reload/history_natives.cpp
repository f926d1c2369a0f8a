// The functions of jank.hot about generations, statistics and quarantine.

#include "hot_reload/history.hpp"
#include "hot_reload/natives.hpp"
#include "hot_reload/quarantine.hpp"
#include "hot_reload/side_loader.hpp"
#include "hot_reload/statistics.hpp"
#include "hot_reload/value_writer.hpp"
#include "namespace/native.hpp"
#include "object/collections.hpp"
#include "object/error.hpp"
#include "object/number.hpp"
#include "object/print.hpp"
#include "object/symbol.hpp"

namespace jank::hot_reload {

using namespace object;

namespace {

ns::var *expect_var(object_ref v, char const *function) {
  if(!is<ns::var>(v)) {
    throw_error(error_kind::type, std::string{function} + " wants a var, but was given " + to_readable(v));
  }
  return cast<ns::var>(v);
}

double expect_count(object_ref v, double most, char const *function) {
  double const n{has_flag(v, flag_number) || v.is_fixnum() ? to_double(v) : -1};
  if(!(n >= 0 && n <= most)) {
    throw_error(error_kind::illegal_argument, std::string{function} + " wants a number from 0 to " +
                                                  std::to_string(static_cast<std::uint64_t>(most)) +
                                                  ", but was given " + to_readable(v));
  }
  return n;
}

object_ref keyword_of(std::string_view name) { return make_keyword(name); }

void put_origin(value_writer &out, load_origin const &what) {
  out.key("kind").value(keyword_of(load_kind_name(what.kind)));
  out.key("source").text(what.source);
  if(what.at.known()) {
    out.key("line").number(what.at.line);
    out.key("column").number(what.at.column);
  }
}

void put_vars(value_writer &out, std::string_view key, var_list const &vars) {
  out.key(key).begin('[');
  for(ns::var *const v : vars) { out.value(v); }
  out.end(']');
}

void put_generation(value_writer &out, generation const &g, bool undone) {
  out.begin('{');
  out.key("number").number(g.number);
  out.key("time").number(g.time);
  put_origin(out, g.what);
  out.key("undone").value(make_boolean(undone));
  out.key("vars").begin('[');
  for(var_change const &c : g.made.vars) {
    out.begin('{');
    out.key("var").value(c.of);
    out.key("before").value(is(c.root_before, kind::unbound) ? nil : c.root_before);
    out.key("after").value(is(c.root_after, kind::unbound) ? nil : c.root_after);
    out.key("new").value(make_boolean(is(c.root_before, kind::unbound)));
    out.end('}');
  }
  out.end(']').end('}');
}

object_ref generations_native(object_ref) {
  value_writer out;
  out.begin('[');
  std::size_t const in_force{generations_in_force()};
  for(std::size_t i{}; i < generations().size(); ++i) { put_generation(out, generations()[i], i >= in_force); }
  out.end(']');
  return out.take();
}

object_ref to_map(move_result const &moved) {
  value_writer out;
  out.begin('{');
  out.key("generation").number(current_generation());
  out.key("moved").number(moved.generation);
  put_vars(out, "rebound", moved.rebound);
  put_vars(out, "kept", moved.kept);
  out.end('}');
  return out.take();
}

object_ref undo_native(object_ref) { return to_map(undo()); }
object_ref redo_native(object_ref) { return to_map(redo()); }
object_ref generation_native(object_ref) { return make_long(current_generation()); }

object_ref versions_native(object_ref, object_ref var) {
  value_writer out;
  out.begin('[');
  for(version const &v : versions_of(expect_var(var, "versions"))) {
    out.begin('{');
    out.key("generation").value(v.outside ? nil : make_long(v.number));
    if(v.of != nullptr) {
      out.key("time").number(v.of->time);
      put_origin(out, v.of->what);
    }
    out.key("value").value(v.value);
    out.key("current").value(make_boolean(v.current));
    out.end('}');
  }
  out.end(']');
  return out.take();
}

[[noreturn]] void throw_no_version(ns::var *v, object_ref number) {
  std::string known;
  for(version const &other : versions_of(v)) {
    if(!other.outside) { known += (known.empty() ? "" : ", ") + std::to_string(other.number); }
  }
  throw_error(error_kind::illegal_argument, "#'" + ns::qualified_name(v) + " has no version of generation " +
                                                to_readable(number) + "; it has those of " +
                                                (known.empty() ? "none" : known) + " (see jank.hot/versions)");
}

object_ref revert_native(object_ref, object_ref var, object_ref number) {
  memory::rooted<ns::var *> const target{expect_var(var, "revert!")};
  memory::rooted<object_ref> value{nil};
  memory::rooted<object_ref> meta{nil};
  bool found{};
  for(version const &v : versions_of(target)) {
    if(v.outside || make_long(v.number) != number) { continue; }
    value = v.value;
    meta = v.meta;
    found = true;
  }
  if(!found) { throw_no_version(target, number); }
  begin_history();
  transact({load_kind::revert, "#'" + ns::qualified_name(target.get())}, [&] {
    ns::set_meta(target, meta);
    ns::bind_root(target, value);
  });
  return target.get();
}

object_ref set_history_native(object_ref, object_ref n) {
  set_history_limit(static_cast<std::uint32_t>(expect_count(n, 1e6, "set-history!")));
  return n;
}

struct mode_name {
  char const *name;
  quarantine_mode mode;
};
constexpr mode_name modes[]{
    {"off", quarantine_mode::off}, {"ask", quarantine_mode::ask}, {"auto", quarantine_mode::automatic}};

object_ref set_quarantine_with(object_ref, object_ref mode, object_ref f) {
  for(mode_name const &m : modes) {
    if(mode != keyword_of(m.name)) { continue; }
    set_quarantine(m.mode, f);
    return mode;
  }
  throw_error(error_kind::illegal_argument,
              "set-quarantine! wants :off, :ask or :auto, but was given " + to_readable(mode));
}
object_ref set_quarantine_native(object_ref self, object_ref mode) { return set_quarantine_with(self, mode, nil); }

object_ref set_module_limit_native(object_ref, object_ref bytes, object_ref slots) {
  set_dynamic_linker_limits(static_cast<std::uint64_t>(expect_count(bytes, 2147483648.0, "set-module-limit!")),
                            static_cast<std::uint32_t>(expect_count(slots, 1e7, "set-module-limit!")));
  return nil;
}

ns::native const rows[]{
    {"generation",
     "([])",
     "The number of the generation in force; 0 is the program as it started.",
     {generation_native}},
    {"generations",
     "([])",
     "The generations that are kept, oldest first: maps with :number, :time (ms since 1970), :kind, :source, :line, "
     ":column, :undone, and :vars, each with :var, :before, :after, :new.",
     {generations_native}},
    {"undo!",
     "([])",
     "Goes back to the generation before. Returns a map: :generation that is in force now, :moved, the one undone, "
     ":rebound, and :kept, the vars that the program itself has altered since and that are left alone.",
     {undo_native}},
    {"redo!",
     "([])",
     "Puts the generation that was undone last into force again. Returns a map as undo! does.",
     {redo_native}},
    {"versions",
     "([var])",
     "What the var has held, oldest first: maps with :generation, that bound it (0: it was there before those that are "
     "kept; nil: the "
     "program altered it itself), :value, :current, and the generation's :time, :kind, :source, :line, :column.",
     {versions_native}},
    {"revert!",
     "([var generation])",
     "Binds the var to its version of that generation, as a generation of its own. Returns the var.",
     {revert_native}},
    {"set-history!",
     "([n])",
     "Keeps the last n generations from now on (50 at first). Returns n.",
     {set_history_native}},
    {"set-quarantine!",
     "([mode] [mode f])",
     "What happens when a function of the last generation fails in its first call from the event loop: :off, nothing; "
     ":auto, the generation is undone; :ask, it is when f, called with a map about it, or the host, says so.",
     {set_quarantine_native, set_quarantine_with}},
    {"set-module-limit!",
     "([bytes slots])",
     "How many bytes of data and table slots all C++ modules together may take, as nothing gives them back.",
     {set_module_limit_native}},
    {"stats",
     "([])",
     "Numbers of the image: generations, modules, slots, bytes, and how long the stages of loads took.",
     {+[](object_ref) { return statistics_map(); }}},
};

} // namespace

void define_history_natives() { ns::define_natives("jank.hot", rows, std::size(rows)); }

} // namespace jank::hot_reload
