#include "hot_reload/pending_code.hpp"

#include "codegen/joined_module.hpp"
#include "host/host.hpp"
#include "hot_reload/direct_loader.hpp"
#include "hot_reload/dump.hpp"
#include "hot_reload/statistics.hpp"
#include "hot_reload/unit_of_code.hpp"
#include "memory/heap.hpp"
#include "memory/stack_room.hpp"
#include "object/error.hpp"
#include "object/string.hpp"
#include "unit/pending.hpp"

#include <algorithm>
#include <new>
#include <span>
#include <unordered_map>
#include <vector>

namespace jank::hot_reload {

using namespace object;

namespace {

// Bytes of code; what waits takes some twenty times of it. (Chromium refuses modules of more than 8 MB in the main thread.)
constexpr std::size_t most_code{std::size_t{1} << 18};

// The units, kept alive until they are loaded, and their code beside them.
struct waiting_code {
  std::vector<unit::unit *, memory::allocator<unit::unit *>> units;
  std::vector<codegen::unit_code> code;
  std::size_t size{};
  std::uint64_t added{}; // since the start

  // Nothing waits. The memory goes, too: words that it was left with would keep units alive.
  void forget() {
    units = {};
    code.clear();
    size = 0;
  }
};
waiting_code &waiting() {
  static auto *const w{new waiting_code};
  return *w;
}

std::size_t size_of(codegen::unit_code const &code) {
  std::size_t size{};
  for(codegen::emitted_function const &f : code.functions) { size += f.code.size() + 5 * f.fixups.size(); }
  return size;
}

void load(std::span<unit::unit *const> units, std::span<codegen::unit_code const> code, bool with_init) {
  stage_watch watch;
  std::vector<codegen::joined_unit> joined;
  joined.reserve(units.size());
  for(std::size_t i{}; i < units.size(); ++i) { joined.push_back({&code[i], units[i]->constants, with_init}); }
  std::string const &name{code.front().name};
  codegen::joined_module const module{codegen::write_joined_module(name, joined)};
  dump_module(name, module.content);
  load_joined(module, name, units);
  for(std::size_t i{}; i < units.size(); ++i) { settle_unit(units[i], code[i], units[i]->first_slot); }
  watch.lap(stage::load);
}

bool is_refusal(thrown_value const &t) { return is<error>(t.value) && cast<error>(t.value)->why == error_kind::loader; }

// The first units that wait have their code, or never will.
void drop(std::size_t count) {
  waiting_code &w{waiting()};
  w.units.erase(w.units.begin(), w.units.begin() + static_cast<std::ptrdiff_t>(count));
  w.code.erase(w.code.begin(), w.code.begin() + static_cast<std::ptrdiff_t>(count));
  if(w.units.empty()) { w.forget(); }
}

// A unit that was refused before, when the load that it belonged to was taken back, and is called all the same.
[[noreturn]] void throw_refused(unit::unit const *u) {
  throw_error(error_kind::loader,
              "the code of " + std::string{cast<string>(u->name)->view()} + " was refused by the engine");
}

// Code of loads that failed, by its unit. The map lies in memory that the collector does not scan, so it keeps no unit alive.
using given_up_code = std::unordered_map<unit::unit *, codegen::unit_code>;
given_up_code &given_up() {
  static auto *const g{new given_up_code};
  return *g;
}
std::size_t size_given_up{}; // since a collection was asked for

void forget_given_up(void *unit, void *) { given_up().erase(static_cast<unit::unit *>(unit)); }

void give_up(unit::unit *u, codegen::unit_code &&code) {
  memory::on_unreachable(u, forget_given_up, nullptr);
  given_up().emplace(u, std::move(code));
}

void load_for_call(unit::unit *of) {
  // The engine must not run out of stack halfway.
  memory::ensure_room_to_collect();
  if(auto const found{given_up().find(of)}; found != given_up().end()) {
    try {
      load({&of, 1}, {&found->second, 1}, false);
    } catch(thrown_value const &t) {
      if(is_refusal(t)) { given_up().erase(found); }
      throw;
    }
    given_up().erase(found);
  } else {
    load_pending();
  }
  if(of->module == nullptr) { throw_refused(of); }
}

} // namespace

unit::unit *add_pending(codegen::unit_code &&code) {
  waiting_code &w{waiting()};
  if(w.size > most_code) { load_pending(); }
  unit::unit *const u{make_unit_of(code)};
  // The unit has them; here they would keep alive what they lead to.
  code.constants = {};
  w.size += size_of(code);
  w.units.push_back(u);
  w.code.push_back(std::move(code));
  ++w.added;
  return u;
}

unit::unit *load_at_once(codegen::unit_code const &code) {
  unit::unit *const u{make_unit_of(code)};
  load({&u, 1}, {&code, 1}, true);
  u->init = reinterpret_cast<entry>(static_cast<std::uintptr_t>(u->first_slot + u->slot_count - 1));
  return u;
}

double load_pending() {
  waiting_code &w{waiting()};
  if(w.units.empty()) { return 0; }
  double const start{jank_host_now_ms()};
  std::size_t at_once{w.units.size()};
  while(!w.units.empty()) {
    at_once = std::min(at_once, w.units.size());
    try {
      load(std::span{w.units}.first(at_once), std::span{w.code}.first(at_once), false);
      drop(at_once);
    } catch(thrown_value const &t) {
      if(!is_refusal(t)) { throw; }
      // In halves, so that what is refused in the end is one form.
      if(at_once == 1) {
        drop(1);
        throw;
      }
      at_once /= 2;
    }
  }
  return jank_host_now_ms() - start;
}

std::uint64_t pending_place() { return waiting().added; }

void give_up_pending(std::uint64_t since) {
  waiting_code &w{waiting()};
  try {
    while(!w.units.empty() && w.added > since) {
      std::size_t const size{size_of(w.code.back())};
      give_up(w.units.back(), std::move(w.code.back()));
      size_given_up += size;
      w.size -= size;
      w.units.back() = nullptr;
      w.units.pop_back();
      w.code.pop_back();
      --w.added;
    }
  } catch(std::bad_alloc const &) {
    // The rest goes with the next load.
  }
  // The collector does not see how much memory goes with the units.
  if(size_given_up < most_code) { return; }
  size_given_up = 0;
  memory::request_collection();
}

void initialize_pending_code() { unit::set_pending_loader(load_for_call); }

} // namespace jank::hot_reload
